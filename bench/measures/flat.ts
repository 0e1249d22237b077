import { setTimeout as delay } from 'node:timers/promises'
import { hasWrk, runWrk } from '../load/wrk.ts'
import { residentBytes } from '../machine/process-cost.ts'
import { type Point, slope } from '../machine/statistics.ts'
import { startFileServer, startOrigin } from '../origin/start-origin.ts'
import { transfer } from './bulk.ts'
import { type Contestant, holdContest } from './contest.ts'
import type { Bench, Measure, Outcome, Values } from './measure.ts'

/** Whether our memory grows with the work done. The others know whether theirs does. */
export const flat: Measure = {
  name: 'flat',
  title: ({ flat }) =>
    `memory over ${flat.bytes / 1e9} GB through one GET and over ${flat.requests / 1e3} thousand requests; ` +
    `growth is the slope of the second half, times the whole`,
  columns: [
    { key: 'transferGrowthMb', heading: 'MB growth, transfer', digits: 1 },
    { key: 'transferMostMb', heading: 'MB most', digits: 0 },
    { key: 'requestsGrowthMb', heading: 'MB growth, requests', digits: 1 },
    { key: 'requestsMostMb', heading: 'MB most', digits: 0 },
  ],
  obstacle: () => (hasWrk() ? undefined : 'wrk is not installed (--install does it)'),
  run,
}

async function run(bench: Bench): Promise<Outcome> {
  const peers = bench.peers.filter((peer) => peer.name === 'hopwise')
  const { bytes, requests } = bench.plan.flat
  const once = { name: flat.name, peers, rounds: 1, warmUp: async () => {} }
  const transferring = await holdContest(bench, {
    ...once,
    startOrigin,
    round: (contestant) => watch(contestant, 'transfer', () => transfer(contestant, 'get', bytes)),
  })
  const requesting = await holdContest(bench, {
    ...once,
    startOrigin: startFileServer,
    round: (contestant) => watch(contestant, 'requests', () => request(contestant, requests)),
  })
  return both(transferring, requesting)
}

/** wrk knows durations, not counts: in steps until there are enough. */
async function request({ scope, route }: Contestant, wanted: number): Promise<void> {
  for (let done = 0; done < wanted; ) done += (await runWrk(scope, route, STEP_SECONDS)).requests
}

/** Samples the memory while `work` runs. */
async function watch(
  { pid }: Contestant,
  name: string,
  work: () => Promise<unknown>,
): Promise<Values> {
  const samples: Point[] = []
  let isDone = false
  const working = work().finally(() => {
    isDone = true
  })
  const startedAt = performance.now()
  while (!isDone) {
    samples.push({ at: performance.now() - startedAt, value: residentBytes(pid) / 1e6 })
    await Promise.race([delay(SAMPLE_MS), working])
  }
  await working
  const mostMb = Math.max(...samples.map(({ value }) => value))
  return { [`${name}GrowthMb`]: growth(samples), [`${name}MostMb`]: mostMb }
}

/** The first half is the program reaching its size; what the second half does would go on. */
export function growth(samples: readonly Point[]): number {
  const length = (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0)
  return slope(samples.slice(samples.length >> 1)) * length
}

function both(first: Outcome, second: Outcome): Outcome {
  const names = Object.keys(first.peers)
  const peers = names.map((name) => {
    const [one, other] = [first.peers[name]!, second.peers[name]!]
    if (one.kind === 'failed' || other.kind === 'failed')
      return [name, one.kind === 'failed' ? one : other] as const
    const values = { ...one.values, ...other.values }
    return [name, { kind: 'measured', values, rounds: [values] }] as const
  })
  return { origin: `${first.origin}, ${second.origin}`, peers: Object.fromEntries(peers) }
}

const STEP_SECONDS = 5
const SAMPLE_MS = 250
