/** Peers that are measured in turn: A B C, A B C, … so that a busy minute hits all alike. */

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
  readonly rounds: number
  /**
   * Whether a peer's programs are started once, for all rounds, or in each round anew: what V8 makes of the same
   * code differs between two processes by more than between two rounds of one, and stays for its life.
   */
  readonly programs: 'stay' | 'anew'
  /** Once per start, before it is measured: what is loaded and compiled only once is not what we measure. */
  readonly warmUp: (contestant: Contestant<R>) => Promise<unknown>
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
    const enter = async ({ peer }: Entry<R>, inner: Scope): Promise<Contestant<R>> => {
      const contestant = enlist(peer, await peer.start(inner, origin.port), inner, origin)
      await contest.warmUp(contestant)
      return contestant
    }
    if (contest.programs === 'stay')
      for (const entry of entries)
        await entry.attempt(async () => {
          entry.contestant = await enter(entry, scope)
        })
    const measure = (entry: Entry<R>): Promise<Values> =>
      entry.contestant
        ? contest.round(entry.contestant)
        : scope.within(async (inner) => contest.round(await enter(entry, inner)))
    for (let round = 1; round <= contest.rounds; round++) {
      bench.say(`${contest.name}: round ${round} of ${contest.rounds}`)
      for (const entry of entries)
        await entry.attempt(async () => {
          entry.rounds.push(await measure(entry))
        })
    }
    for (const { peer, failure } of entries)
      if (failure !== undefined) bench.say(`${contest.name}: ${peer.name} failed: ${failure}`)
    const standings = entries.map((entry) => [entry.peer.name, entry.standing()] as const)
    return { origin: origin.name, peers: Object.fromEntries(standings) }
  })
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
