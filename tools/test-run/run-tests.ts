import path from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { shareProcesses } from './shared-processes.ts'
import type { Skip, StepResult } from './summary.ts'

export interface RunTestsOptions {
  /** For one test. */
  readonly timeoutMs: number
  /** How many processes at a time. */
  readonly concurrency?: number | undefined
}

/** Runs test files with Node's runner, in processes of their own or as they may share, and counts what they report. */
export async function runTests(
  files: readonly string[],
  options: RunTestsOptions,
): Promise<Omit<StepResult, 'seconds'>> {
  const tally: Tally = { passed: 0, failures: [], skips: [], printed: new Map() }
  if (files.length > 0) await countAll(files, options, tally)
  else tally.failures.push('no test file was found')
  const { passed, failures, skips } = tally
  const said = [`${passed} passed`, failures.length > 0 && `${failures.length} failed`]
  if (skips.length > 0) said.push(`${skips.length} skipped`)
  const output = failures.join('\n\n')
  return { passed, failed: failures.length, skips, said: said.filter(Boolean).join(', '), output }
}

async function countAll(
  files: readonly string[],
  { timeoutMs, concurrency = 2 }: RunTestsOptions,
  tally: Tally,
): Promise<void> {
  const execArgv = ['--disable-warning=ExperimentalWarning']
  // A file that leaves something running never ends by itself.
  const signal = AbortSignal.timeout(ALL_FILES_TIMEOUT_MS)
  const shared = shareProcesses(files)
  try {
    const stream = run({ files: shared.files, concurrency, timeout: timeoutMs, execArgv, signal })
    for await (const event of stream) count(event as TestEvent, tally)
  } finally {
    shared.end()
  }
}

interface Tally {
  passed: number
  readonly failures: string[]
  readonly skips: Skip[]
  /** What a file printed, for when one of its tests fails. */
  readonly printed: Map<string, string>
}

/** The part of Node's events that is read here. */
export interface TestEvent {
  readonly type: string
  readonly data: {
    readonly name: string
    readonly file?: string
    readonly line?: number
    readonly message?: string
    readonly skip?: string | boolean
    readonly todo?: string | boolean
    readonly details?: { readonly type?: string; readonly error?: Error }
  }
}

function count({ type, data }: TestEvent, tally: Tally): void {
  const file = path.relative(ROOT, data.file ?? '')
  if (type === 'test:stdout' || type === 'test:stderr') {
    tally.printed.set(file, (tally.printed.get(file) ?? '') + data.message)
  } else if (type === 'test:pass' && (data.skip || data.todo)) {
    const reason = [data.skip, data.todo].find((why) => typeof why === 'string' && why !== '')
    const unstated = data.todo ? 'to do' : 'no reason given'
    tally.skips.push({ file, name: data.name, reason: String(reason ?? unstated) })
  } else if (type === 'test:pass' && data.details?.type !== 'suite') {
    tally.passed += 1
  } else if (type === 'test:fail' && !isEcho(data)) {
    const printed = tally.printed.get(file) ?? ''
    tally.printed.delete(file)
    tally.failures.push(
      `✗ ${file}:${data.line ?? 1} ${data.name}\n${explain(data)}\n${printed}`.trim(),
    )
  }
}

/** A suite fails because a test in it did, which has been told. */
function isEcho(data: TestEvent['data']): boolean {
  const code = (data.details?.error as { readonly failureType?: string } | undefined)?.failureType
  return data.details?.type === 'suite' && code === 'subtestsFailed'
}

function explain(data: TestEvent['data']): string {
  const error = data.details?.error
  return inspect(error?.cause ?? error, { depth: 6 }).replaceAll(/^/gm, '  ')
}

/** Below the ten minutes that a whole run may take. */
const ALL_FILES_TIMEOUT_MS = 480_000
const ROOT = path.join(import.meta.dirname, '../..')
