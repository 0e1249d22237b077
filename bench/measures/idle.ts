import path from 'node:path'
import { restedMemory } from '../machine/cost-of.ts'
import { openFilesMax } from '../machine/open-files.ts'
import { startOrigin } from '../origin/start-origin.ts'
import { type Contestant, holdContest } from './contest.ts'
import type { Bench, Measure, Outcome, Values } from './measure.ts'
import { setUpTunnels } from './tunnels.ts'

/** What it costs to hold a tunnel that nobody uses: a browser opens dozens and leaves them. */
export const idle: Measure = {
  name: 'idle',
  title: ({ idle }) => `memory for each of ${affordable(idle.count)} tunnels that carry nothing`,
  columns: [
    { key: 'kilobytesEach', heading: 'KB/idle tunnel', digits: 1 },
    { key: 'residentMbBefore', heading: 'MB before', digits: 0 },
    { key: 'residentMbOpen', heading: 'MB with them', digits: 0 },
  ],
  run,
}

function run(bench: Bench): Promise<Outcome> {
  const count = affordable(bench.plan.idle.count)
  if (count < bench.plan.idle.count)
    bench.say(`idle: only ${count} tunnels, the limit of open files (ulimit -n) allows no more`)
  return holdContest(bench, {
    name: idle.name,
    peers: bench.peers.filter((peer) => peer.role === 'forward'),
    startOrigin,
    rounds: 1,
    warmUp: (contestant) => setUpTunnels(contestant, 500),
    round: (contestant) => holdTunnels(contestant, count),
  })
}

/** A proxy has two sockets per tunnel, and Squid keeps some hundred files for itself. */
export function affordable(wanted: number, filesMax: number = openFilesMax()): number {
  return Math.min(wanted, Math.max(0, Math.floor((filesMax - 500) / 2)))
}

async function holdTunnels({ scope, pid, route }: Contestant, count: number): Promise<Values> {
  const before = await restedMemory(pid)
  return await scope.within(async (inner) => {
    const args = [PROGRAM, JSON.stringify(route), String(count)]
    const holder = inner.start(process.execPath, args, { stdin: 'pipe', stdout: 'pipe' })
    let isOpen = false
    holder.child.stdout!.once('data', () => {
      isOpen = true
    })
    await holder.until('open its tunnels', () => isOpen, 60_000)
    const open = await restedMemory(pid)
    return {
      kilobytesEach: (open - before) / 1024 / count,
      residentMbBefore: before / 1e6,
      residentMbOpen: open / 1e6,
    }
  })
}

const PROGRAM = path.join(import.meta.dirname, '../load/hold-tunnels.ts')
