import { hasWrk, runWrk } from '../load/wrk.ts'
import { cpuSecondsOf } from '../machine/cost-of.ts'
import { residentBytes } from '../machine/process-cost.ts'
import { startFileServer } from '../origin/start-origin.ts'
import { cntlmBefore } from '../peers/cntlm.ts'
import { hopwiseRelayBefore } from '../peers/hopwise-relay.ts'
import { missingForNtlm, startSquidWithNtlm } from '../peers/squid-ntlm.ts'
import { type Contestant, holdContest } from './contest.ts'
import type { Bench, Measure, Outcome, Values } from './measure.ts'

/** The local proxy that signs in for programs that cannot, beside the one that most people use for it. */
export const relay: Measure = {
  name: 'relay',
  title: ({ relay }) =>
    'GET of 1 KiB without credentials through a relay that signs in to Squid by NTLM, 64 connections that ' +
    `stay, ${relay.rounds} rounds of ${relay.seconds} s; CPU is the relay\u2019s, and GET/s is mostly Squid\u2019s`,
  columns: [
    { key: 'cpuMicros', heading: 'CPU \u00b5s/GET', digits: 1 },
    { key: 'perCpuSecond', heading: 'GET/CPU s', digits: 0 },
    { key: 'perSecond', heading: 'GET/s', digits: 0 },
    { key: 'p99Ms', heading: 'p99 ms', digits: 2 },
    { key: 'residentMb', heading: 'MB', digits: 0 },
  ],
  obstacle: () => {
    const missing = [...missingForNtlm(), ...(hasWrk() ? [] : ['wrk'])]
    return missing.length === 0
      ? undefined
      : `${missing.join(', ')} not installed (--install does it)`
  },
  run,
}

function run(bench: Bench): Promise<Outcome> {
  const { rounds, seconds } = bench.plan.relay
  return bench.scope.within(async (scope) => {
    const parent = await startSquidWithNtlm(scope)
    const relays = [hopwiseRelayBefore(parent.port), cntlmBefore(parent.port)]
    const peers = relays.filter(({ version }) => version() !== undefined)
    const outcome = await holdContest(
      { ...bench, scope },
      {
        name: relay.name,
        peers,
        startOrigin: startFileServer,
        rounds,
        warmUp: ({ scope, route }) => runWrk(scope, route, 2 * seconds),
        round: (contestant) => oneRound(contestant, seconds),
      },
    )
    const versions = peers.map(({ name, version }) => [name, version() ?? ''] as const)
    return { ...outcome, versions: Object.fromEntries(versions) }
  })
}

async function oneRound({ scope, pid, route }: Contestant, seconds: number): Promise<Values> {
  const { seconds: cpu, result } = await cpuSecondsOf(pid, () => runWrk(scope, route, seconds))
  const { requests, perSecond, p99Ms } = result
  return {
    cpuMicros: (cpu / requests) * 1e6,
    perCpuSecond: requests / cpu,
    perSecond,
    p99Ms,
    residentMb: residentBytes(pid) / 1e6,
  }
}
