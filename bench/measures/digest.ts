import path from 'node:path'
import { runLoad } from '../load/run-load.ts'
import { cpuSecondsOf } from '../machine/cost-of.ts'
import { startFileServer } from '../origin/start-origin.ts'
import { hopwiseWithDigest } from '../peers/hopwise-digest.ts'
import { type Contestant, holdContest } from './contest.ts'
import type { Bench, Measure, Outcome, Values } from './measure.ts'

/** What Digest costs beside Basic, with the same load by the same program. The others do not offer both. */
export const digest: Measure = {
  name: 'digest',
  title: ({ digest }) =>
    `GET of 1 KiB signed in by Digest with SHA-256, and by Basic, 64 connections that stay, ` +
    `${digest.rounds} rounds of ${digest.requests / 1000} thousand requests`,
  columns: [
    { key: 'cpuMicros', heading: 'CPU µs/request', digits: 1 },
    { key: 'perSecond', heading: 'requests/s', digits: 0 },
  ],
  run,
}

async function run(bench: Bench): Promise<Outcome> {
  const { rounds, requests } = bench.plan.digest
  return await holdContest(bench, {
    name: digest.name,
    // Two processes: what one scheme leaves to the collector is not the other's to pay.
    peers: Object.values(NAMES).map(hopwiseWithDigest),
    startOrigin: startFileServer,
    rounds,
    warmUp: (contestant) => signIn(contestant, requests),
    round: (contestant) => oneRound(contestant, requests),
  })
}

async function oneRound(contestant: Contestant, requests: number): Promise<Values> {
  const { seconds: cpu, result } = await cpuSecondsOf(contestant.pid, () =>
    signIn(contestant, requests),
  )
  return { cpuMicros: (cpu / result.requests) * 1e6, perSecond: result.requests / result.seconds }
}

async function signIn(
  { scope, route, name }: Contestant,
  requests: number,
): Promise<{ readonly requests: number; readonly seconds: number }> {
  const scheme = name === NAMES.digest ? 'digest' : 'basic'
  const args = [PROGRAM, JSON.stringify(route), scheme, String(requests)]
  return JSON.parse(await runLoad(scope, process.execPath, args, LIMIT_MS)) as {
    requests: number
    seconds: number
  }
}

/** Ours is the one that budgets judge. */
const NAMES = { digest: 'hopwise', basic: 'hopwise with Basic' } as const
const PROGRAM = path.join(import.meta.dirname, '../load/sign-in.ts')
const LIMIT_MS = 120_000
