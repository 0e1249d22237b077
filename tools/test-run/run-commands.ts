import { spawn } from 'node:child_process'
import path from 'node:path'
import type { StepResult } from './summary.ts'

/** Runs programs of node_modules/.bin side by side; each is one check. */
export async function runCommands(
  commands: readonly (readonly string[])[],
): Promise<Omit<StepResult, 'seconds'>> {
  const ran = await Promise.all(commands.map(([program, ...args]) => run(program!, args)))
  const failed = ran.filter((one) => one.code !== 0)
  return {
    passed: ran.length - failed.length,
    failed: failed.length,
    skips: [],
    said: '',
    output: failed.map((one) => `${one.line}\n${one.output}`).join('\n'),
  }
}

interface Ran {
  readonly line: string
  readonly code: number | null
  readonly output: string
}

function run(program: string, args: readonly string[]): Promise<Ran> {
  const line = [program, ...args].join(' ')
  return new Promise((resolve) => {
    const child = spawn(path.join(BIN, program), args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', (error) => resolve({ line, code: null, output: error.message }))
    child.on('close', (code) => resolve({ line, code, output }))
  })
}

const ROOT = path.join(import.meta.dirname, '../..')
const BIN = path.join(ROOT, 'node_modules/.bin')
