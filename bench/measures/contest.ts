/** Peers that run at the same time and are measured in turn: A B C, A B C, … so that a busy minute hits all alike. */

import type { Route } from '../load/route.ts'
import { median } from '../machine/median.ts'
import { type Scope, StoppedError } from '../machine/scope.ts'
import type { Origin } from '../origin/start-origin.ts'
import type { Peer, Running } from '../peers/peer.ts'
import type { Bench, Outcome, Standing, Values } from './measure.ts'

export type Contestant<R extends Running = Running> = R & {
  readonly name: string
  readonly route: Route
  /** Of this contest; its files go with it. */
  readonly scope: Scope
}

export interface Contest<R extends Running = Running> {
  readonly name: string
  readonly peers: readonly Peer<R>[]
  readonly startOrigin: (scope: Scope) => Promise<Origin>
  /**
   * How often all are started anew, one by default: what V8 makes of the same code differs between two processes
   * by more than between two rounds of one, and stays for its life.
   */
  readonly generations?: number
  /** Of each generation. */
  readonly rounds: number
  /** Once per start, before it is measured: what is loaded and compiled only once is not what we measure. */
  readonly warmUp?: (contestant: Contestant<R>) => Promise<unknown>
  readonly round: (contestant: Contestant<R>) => Promise<Values>
}

/** A peer that fails is out for the rest of the contest; the others go on. When the run is stopped, all end. */
export async function holdContest<R extends Running>(
  bench: Bench,
  contest: Contest<R>,
): Promise<Outcome> {
  return await bench.scope.within(async (scope) => {
    const origin = await contest.startOrigin(scope)
    const entries = contest.peers.map((peer) => new Entry(peer, scope))
    const { generations = 1 } = contest
    for (let generation = 1; generation <= generations; generation++) {
      const said = generations === 1 ? '' : `start ${generation} of ${generations}, `
      const say = (text: string): void => bench.say(`${contest.name}: ${said}${text}`)
      await scope.within((inner) => holdRounds(contest, entries, origin, inner, say))
    }
    for (const { peer, failure } of entries)
      if (failure !== undefined) bench.say(`${contest.name}: ${peer.name} failed: ${failure}`)
    const standings = entries.map((entry) => [entry.peer.name, entry.standing()] as const)
    return { origin: origin.name, peers: Object.fromEntries(standings) }
  })
}

async function holdRounds<R extends Running>(
  contest: Contest<R>,
  entries: readonly Entry<R>[],
  origin: Origin,
  scope: Scope,
  say: (text: string) => void,
): Promise<void> {
  for (const entry of entries) {
    await entry.attempt(async () => {
      const running = await entry.peer.start(scope, origin.port)
      entry.contestant = enlist(entry.peer, running, scope, origin)
      await contest.warmUp?.(entry.contestant)
    })
  }
  for (let round = 1; round <= contest.rounds; round++) {
    say(`round ${round} of ${contest.rounds}`)
    for (const entry of entries) {
      await entry.attempt(async () => {
        entry.rounds.push(await contest.round(entry.contestant!))
      })
    }
  }
}

/** Each value's median over the rounds. */
export function mediansOf(rounds: readonly Values[]): Values {
  const keys = Object.keys(rounds[0] ?? {})
  return Object.fromEntries(keys.map((key) => [key, median(rounds.map((round) => round[key]!))]))
}

class Entry<R extends Running> {
  readonly peer: Peer<R>
  readonly rounds: Values[] = []
  contestant: Contestant<R> | undefined
  failure: string | undefined
  readonly #scope: Scope

  constructor(peer: Peer<R>, scope: Scope) {
    this.peer = peer
    this.#scope = scope
  }

  async attempt(step: () => Promise<void>): Promise<void> {
    if (this.failure !== undefined) return
    try {
      await step()
    } catch (error) {
      if (this.#scope.isClosing) throw new StoppedError()
      this.failure = error instanceof Error ? error.message : String(error)
    }
  }

  standing(): Standing {
    if (this.failure !== undefined) return { kind: 'failed', because: this.failure }
    return { kind: 'measured', values: mediansOf(this.rounds), rounds: this.rounds }
  }
}

function enlist<R extends Running>(
  peer: Peer<R>,
  running: R,
  scope: Scope,
  origin: Origin,
): Contestant<R> {
  const route = { proxyPort: running.port, originPort: origin.port, role: peer.role }
  return { ...running, name: peer.name, route, scope }
}
