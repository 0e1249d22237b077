import path from 'node:path'
import { runLoad } from '../load/run-load.ts'
import { cpuSecondsOf } from '../machine/cost-of.ts'
import { startOrigin } from '../origin/start-origin.ts'
import { type Contestant, holdContest } from './contest.ts'
import type { Bench, Measure, Outcome, Values } from './measure.ts'

/** One large body, plainly and through a tunnel. */
export const bulk: Measure = {
  name: 'bulk',
  title: ({ bulk }) =>
    `one body of ${bulk.bytes / 1e9} GB on one connection, ${bulk.rounds} rounds`,
  columns: [
    { key: 'tunnelCpuPerGb', heading: 'CPU s/GB tunnel', digits: 2 },
    { key: 'getCpuPerGb', heading: 'CPU s/GB GET', digits: 2 },
    { key: 'tunnelMbPerSecond', heading: 'MB/s tunnel', digits: 0 },
    { key: 'getMbPerSecond', heading: 'MB/s GET', digits: 0 },
  ],
  run,
}

function run(bench: Bench): Promise<Outcome> {
  const { rounds, bytes } = bench.plan.bulk
  return holdContest(bench, {
    name: bulk.name,
    peers: bench.peers,
    startOrigin,
    rounds,
    warmUp: (contestant) => oneRound(contestant, bytes / 10),
    round: (contestant) => oneRound(contestant, bytes),
  })
}

/** Returns the seconds it took. */
export async function transfer(
  { scope, route }: Contestant,
  way: 'get' | 'tunnel',
  bytes: number,
): Promise<number> {
  const args = [PROGRAM, JSON.stringify(route), way, String(bytes)]
  const output = await runLoad(scope, process.execPath, args, 120_000)
  return (JSON.parse(output) as { seconds: number }).seconds
}

async function oneRound(contestant: Contestant, bytes: number): Promise<Values> {
  const byGet = await oneWay(contestant, 'get', bytes)
  const get = { getCpuPerGb: byGet.cpuPerGb, getMbPerSecond: byGet.mbPerSecond }
  if (contestant.route.role === 'reverse') return get
  const byTunnel = await oneWay(contestant, 'tunnel', bytes)
  return { tunnelCpuPerGb: byTunnel.cpuPerGb, tunnelMbPerSecond: byTunnel.mbPerSecond, ...get }
}

async function oneWay(contestant: Contestant, way: 'get' | 'tunnel', bytes: number) {
  const work = () => transfer(contestant, way, bytes)
  const { seconds: cpu, result: seconds } = await cpuSecondsOf(contestant.pid, work)
  return { cpuPerGb: cpu / (bytes / 1e9), mbPerSecond: bytes / 1e6 / seconds }
}

const PROGRAM = path.join(import.meta.dirname, '../load/read-bulk.ts')
