/**
 * Every check there is, in order, with one line each; a failing one with all it said; a summary.
 * `--only format,unit` runs some of the steps, file names run just those test files.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ensureDebianPackages } from '../debian-packages.ts'
import { findTests } from './find-tests.ts'
import { runByNodes } from './run-by-nodes.ts'
import { runCommands } from './run-commands.ts'
import { runTests } from './run-tests.ts'
import { FILE_STEP, STEPS, type Step } from './steps.ts'
import { addUp, type StepResult, summary } from './summary.ts'

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' } },
  allowPositionals: true,
})
// npm runs scripts in the root and leaves here where the person was.
const startedIn = process.env['INIT_CWD'] ?? process.cwd()
const files = positionals.map((file) => path.resolve(startedIn, file))
// Every test file is a process, and many start others: what Node has compiled once serves them all.
process.env['NODE_COMPILE_CACHE'] ??= path.join(
  import.meta.dirname,
  '../../node_modules/.cache/hopwise-compiled',
)
process.exitCode = await runSteps(choose(values.only?.split(',')))

async function runSteps(steps: readonly Step[]): Promise<number> {
  if (steps.some((step) => step.needsPrograms)) ensureDebianPackages(say)
  const results: StepResult[] = []
  for (const step of steps) {
    const from = performance.now()
    const result = await runStep(step)
    const seconds = ((performance.now() - from) / 1000).toFixed(1).padStart(6)
    say(`${result.failed === 0 ? '✓' : '✗'} ${step.name.padEnd(8)}${seconds} s  ${result.said}`)
    if (result.failed > 0) say(result.output)
    if (step.kind === 'tests') for (const line of step.report?.() ?? []) say(`  ${line}`)
    results.push({ ...result, seconds: Number(seconds) })
  }
  const total = addUp(results, process.env['CI'] === 'true')
  say(summary(total))
  return total.failed === 0 ? 0 : 1
}

function runStep(step: Step): Promise<Omit<StepResult, 'seconds'>> {
  if (step.kind === 'commands') return runCommands(step.commands)
  if (step.kind === 'nodes') return runByNodes(findTests(step.folders), step)
  return runTests(step === FILE_STEP ? files : findTests(step.folders), step)
}

function choose(names: readonly string[] | undefined): readonly Step[] {
  if (files.length > 0) return [FILE_STEP]
  if (names === undefined) return STEPS
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name))
  if (unknown.length > 0) {
    say(`there is no step ${unknown.join(', ')}: ${STEPS.map((step) => step.name).join(', ')}`)
    process.exit(2)
  }
  return STEPS.filter((step) => names.includes(step.name))
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
