import { setTimeout as delay } from 'node:timers/promises'
import { hasWrk, runWrk } from '../load/wrk.ts'
import { residentBytes } from '../machine/process-cost.ts'
import { startFileServer, startOrigin } from '../origin/start-origin.ts'
import { hopwiseInSmallHeap } from '../peers/hopwise.ts'
import { formatNumber } from '../report/table.ts'
import { transfer } from './bulk.ts'
import { type Contestant, holdContest } from './contest.ts'
import type { Bench, Measure, Outcome, Values } from './measure.ts'

/** Whether our memory grows with the work done. The others know whether theirs does. */
export const flat: Measure = {
  name: 'flat',
  title: ({ flat }) =>
    `memory over ${flat.bytes / 1e9} GB through one GET and over ${formatNumber(flat.requests, 0)} requests; ` +
    `a heap of at most 64 MB; growth is from the floor of the third quarter to the floor of the last`,
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
  const peers = bench.peers.some(({ name }) => name === hopwiseInSmallHeap.name)
    ? [hopwiseInSmallHeap]
    : []
  const { bytes, requests } = bench.plan.flat
  const once = { peers, rounds: 1 }
  const transferring = await holdContest(bench, {
    ...once,
    name: 'flat, transfer',
    startOrigin,
    warmUp: (contestant) => transfer(contestant, 'get', bytes / 10),
    round: (contestant) => watch(contestant, 'transfer', () => transfer(contestant, 'get', bytes)),
  })
  const requesting = await holdContest(bench, {
    ...once,
    name: 'flat, requests',
    startOrigin: startFileServer,
    warmUp: ({ scope, route }) => runWrk(scope, route, STEP_SECONDS),
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
  const samples: number[] = []
  let isDone = false
  const working = work().finally(() => {
    isDone = true
  })
  while (!isDone) {
    samples.push(residentBytes(pid) / 1e6)
    await Promise.race([delay(SAMPLE_MS), working])
  }
  await working
  const mostMb = Math.max(...samples)
  return { [`${name}GrowthMb`]: growth(samples), [`${name}MostMb`]: mostMb }
}

/**
 * How much higher the floor of the last quarter is than that of the quarter before. In the first half the
 * program reaches its size; the floor, because a collected heap goes up and down by tens of megabytes.
 */
export function growth(samples: readonly number[]): number {
  const quarter = Math.ceil(samples.length / 4)
  const [before, last] = [samples.slice(-2 * quarter, -quarter), samples.slice(-quarter)]
  return Math.min(...last) - Math.min(...before)
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
