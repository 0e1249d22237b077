import { spawnSync } from 'node:child_process'
import { buildCommand } from '../../tools/build/build-command.ts'
import { StoppedError } from '../machine/scope.ts'
import { mediansOf } from './contest.ts'
import type { Bench, Measure, Outcome, Standing, Values } from './measure.ts'

/** How long somebody waits who has met an error and asks what it is, beside Node that does nothing. */
export const coldStart: Measure = {
  name: 'cold-start',
  title: ({ coldStart }) =>
    `the compiled command asked about a code, a code with evidence in Russian and a pasted response; ` +
    `a new process each time, ${coldStart.rounds} rounds; "first" is without what V8 kept of earlier starts`,
  columns: [
    { key: 'slowestMs', heading: 'ms, slowest of three', digits: 1 },
    { key: 'codeMs', heading: 'ms, code', digits: 1 },
    { key: 'evidenceMs', heading: 'ms, evidence, Russian', digits: 1 },
    { key: 'pastedMs', heading: 'ms, pasted', digits: 1 },
    { key: 'firstMs', heading: 'ms, code, first', digits: 1 },
    { key: 'mostMs', heading: 'ms, most of all', digits: 1 },
  ],
  run,
}

function run(bench: Bench): Promise<Outcome> {
  return bench.scope.within(async (scope) => {
    const folder = scope.path('command')
    await buildCommand(folder)
    const home = scope.path('home')
    const ours = [...QUESTIONS].map(([key, question]) => [key, explain(folder, question)] as const)
    for (const [, start] of ours) timeOf(start, home) // V8's code is kept from here on
    const rounds: { readonly ours: Values; readonly bare: Values }[] = []
    for (let round = 1; round <= bench.plan.coldStart.rounds; round++) {
      if (scope.isClosing) throw new StoppedError()
      const times = ours.map(([key, start]) => [key, timeOf(start, home)] as const)
      const bareMs = timeOf(BARE, home)
      rounds.push({ ours: Object.fromEntries(times), bare: { bareMs } })
      await nextTurn() // a signal is heard here
    }
    const peers = {
      hopwise: standingOf(rounds.map((round) => round.ours)),
      'node -e 0': standingOf(rounds.map((round) => round.bare)),
    }
    return { origin: 'none', peers }
  })
}

interface Question {
  readonly args: readonly string[]
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

interface Start {
  readonly args: readonly string[]
  readonly input: string
  readonly env: Readonly<Record<string, string>>
}

function explain(folder: string, { args, input = '', env = {} }: Question): Start {
  return { args: [`${folder}/hopwise.mjs`, 'explain', ...args], input, env }
}

/** From before the process is made until its end has been seen, in ms. */
function timeOf({ args, input, env }: Start, home: string): number {
  const before = performance.now()
  const ran = spawnSync(process.execPath, args, { input, env: { ...env, HOME: home } })
  const elapsed = performance.now() - before
  if (ran.status !== 0) throw new Error(`${args.join(' ')} ended with ${ran.status}: ${ran.stderr}`)
  return elapsed
}

/**
 * Medians, the one of the question that takes longest, and the most that any round took. The first
 * start happens once and counts for neither.
 */
export function standingOf(rounds: readonly Values[]): Standing {
  const medians = mediansOf(rounds)
  const keys = Object.keys(medians).filter((key) => key !== 'firstMs')
  const slowestMs = Math.max(...keys.map((key) => medians[key]!))
  const mostMs = Math.max(...keys.flatMap((key) => rounds.map((round) => round[key]!)))
  return { kind: 'measured', values: { ...medians, slowestMs, mostMs }, rounds }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

const PASTED = `HTTP/1.1 502 Bad Gateway\r
Server: nginx/1.22.1\r
Content-Type: text/html\r
\r
<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>
<hr><center>nginx/1.22.1</center></body></html>
`
const QUESTIONS: ReadonlyMap<string, Question> = new Map([
  ['codeMs', { args: ['407'] }],
  ['evidenceMs', { args: ['530', '--header', 'server: cloudflare', '--lang', 'ru'] }],
  ['pastedMs', { args: [], input: PASTED }],
  ['firstMs', { args: ['407'], env: { NODE_DISABLE_COMPILE_CACHE: '1' } }],
])
const BARE: Start = { args: ['-e', '0'], input: '', env: {} }
