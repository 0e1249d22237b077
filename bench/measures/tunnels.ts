import path from 'node:path'
import { runLoad } from '../load/run-load.ts'
import { cpuSecondsOf } from '../machine/cost-of.ts'
import { startOrigin } from '../origin/start-origin.ts'
import { type Contestant, holdContest } from './contest.ts'
import type { Bench, Measure, Outcome, Values } from './measure.ts'

/** CONNECT, a small request through it, close. */
export const tunnels: Measure = {
  name: 'tunnels',
  title: ({ tunnels }) =>
    `CONNECT with Basic credentials, a small answer through the tunnel, close; ` +
    `${tunnels.rounds} rounds of ${tunnels.count}, 16 at a time, after ${WARM_UP_ROUNDS} to warm up`,
  columns: [
    { key: 'cpuMicros', heading: 'CPU µs/tunnel', digits: 0 },
    { key: 'perSecond', heading: 'tunnels/s', digits: 0 },
    // At 100 % the generator was the limit, and tunnels/s says nothing about the proxy.
    { key: 'generatorBusyPercent', heading: 'generator busy %', digits: 0 },
  ],
  run,
}

function run(bench: Bench): Promise<Outcome> {
  const { rounds, count } = bench.plan.tunnels
  return holdContest(bench, {
    name: tunnels.name,
    peers: bench.peers.filter((peer) => peer.role === 'forward'),
    startOrigin,
    rounds,
    warmUp: (contestant) => setUpTunnels(contestant, WARM_UP_ROUNDS * count),
    round: (contestant) => oneRound(contestant, count),
  })
}

/** Used by other measures to warm a peer up. */
export async function setUpTunnels(
  { scope, route }: Contestant,
  count: number,
): Promise<{ readonly seconds: number; readonly busySeconds: number }> {
  const args = [PROGRAM, JSON.stringify(route), String(count)]
  return JSON.parse(await runLoad(scope, process.execPath, args, 60_000))
}

async function oneRound(contestant: Contestant, count: number): Promise<Values> {
  const work = () => setUpTunnels(contestant, count)
  const { seconds: cpu, result } = await cpuSecondsOf(contestant.pid, work)
  return {
    cpuMicros: (cpu / count) * 1e6,
    perSecond: count / result.seconds,
    generatorBusyPercent: (result.busySeconds / result.seconds) * 100,
  }
}

/** V8 goes on compiling for some ten thousand tunnels: in a proxy that is the first minute of its life. */
const WARM_UP_ROUNDS = 4
const PROGRAM = path.join(import.meta.dirname, '../load/set-up-tunnels.ts')
