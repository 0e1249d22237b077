import { hasWrk, runWrk } from '../load/wrk.ts'
import { cpuSecondsOf } from '../machine/cost-of.ts'
import { residentBytes } from '../machine/process-cost.ts'
import { startFileServer } from '../origin/start-origin.ts'
import { type Contestant, holdContest } from './contest.ts'
import type { Bench, Measure, Outcome, Values } from './measure.ts'

/** Small requests on connections that stay: the hot path. */
export const get: Measure = {
  name: 'get',
  title: ({ get }) =>
    `GET of 1 KiB with Basic credentials, 64 connections that stay, ${get.generations} × ${get.rounds} rounds of ${get.seconds} s, each time started anew`,
  columns: [
    { key: 'cpuMicros', heading: 'CPU µs/request', digits: 1 },
    { key: 'perSecond', heading: 'requests/s', digits: 0 },
    { key: 'p50Ms', heading: 'p50 ms', digits: 2 },
    { key: 'p99Ms', heading: 'p99 ms', digits: 2 },
    { key: 'residentMb', heading: 'MB', digits: 0 },
  ],
  obstacle: () => (hasWrk() ? undefined : 'wrk is not installed (--install does it)'),
  run,
}

function run(bench: Bench): Promise<Outcome> {
  const { generations, rounds, seconds } = bench.plan.get
  return holdContest(bench, {
    name: get.name,
    peers: bench.peers,
    startOrigin: startFileServer,
    generations,
    rounds,
    warmUp: ({ scope, route }) => runWrk(scope, route, seconds),
    round: (contestant) => oneRound(contestant, seconds),
  })
}

async function oneRound({ scope, pid, route }: Contestant, seconds: number): Promise<Values> {
  const { seconds: cpu, result } = await cpuSecondsOf(pid, () => runWrk(scope, route, seconds))
  const { requests, perSecond, p50Ms, p99Ms } = result
  const residentMb = residentBytes(pid) / 1e6
  return { cpuMicros: (cpu / requests) * 1e6, perSecond, p50Ms, p99Ms, residentMb }
}
