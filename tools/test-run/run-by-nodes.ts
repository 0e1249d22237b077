import { spawn } from 'node:child_process'
import path from 'node:path'
import { otherNode } from './other-nodes.ts'
import type { StepResult } from './summary.ts'

export interface RunByNodesOptions {
  readonly versions: readonly string[]
  readonly timeoutMs: number
  /** Gives the program of a version, or an error that says why there is none. */
  readonly find?: ((version: string) => Promise<string>) | undefined
}

type Result = Omit<StepResult, 'seconds'>

/** Runs test files once by each of several versions of Node. A version that cannot be had is skipped. */
export async function runByNodes(
  files: readonly string[],
  { versions, timeoutMs, find = otherNode }: RunByNodesOptions,
): Promise<Result> {
  const results: Result[] = []
  for (const version of versions) {
    const program = await find(version).catch((error: Error) => error)
    results.push(
      program instanceof Error
        ? absent(version, program.message)
        : named(version, await runBy(program, files, timeoutMs)),
    )
  }
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    skips: results.flatMap(({ skips }) => skips),
    said: results.map(({ said }) => said).join('; '),
    output: results.flatMap(({ output }) => output || []).join('\n\n'),
  }
}

function runBy(program: string, files: readonly string[], timeoutMs: number): Promise<Result> {
  // Set by a test runner that runs us, it would make the other one a part of it.
  const { NODE_TEST_CONTEXT, ...env } = process.env
  const args = ['--disable-warning=ExperimentalWarning', RUN_HERE, String(timeoutMs), ...files]
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let complained = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complained += text
    })
    child.on('error', (error) => resolve(broken(error.message)))
    child.on('close', (code) => {
      resolve(code === 0 ? (JSON.parse(said) as Result) : broken(`${complained}${said}`.trim()))
    })
  })
}

function named(version: string, result: Result): Result {
  const { output, said, skips } = result
  return {
    ...result,
    said: `Node ${version}: ${said}`,
    skips: skips.map((skip) => ({ ...skip, name: `${skip.name} (Node ${version})` })),
    output: output && `by Node ${version}:\n${output}`,
  }
}

function broken(output: string): Result {
  return { passed: 0, failed: 1, skips: [], said: 'could not be run', output }
}

function absent(version: string, reason: string): Result {
  const skip = { file: 'packages', name: `everything by Node ${version}`, reason }
  return { passed: 0, failed: 0, skips: [skip], said: `Node ${version}: not here`, output: '' }
}

const RUN_HERE = path.join(import.meta.dirname, 'run-here.ts')
