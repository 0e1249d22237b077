import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'

/** A checkout in miniature: our start scripts, one program, and an `npm` that only makes notes. */
export interface Checkout {
  readonly root: string
  /** Starts one of the scripts; `env` is added to a small one, `wrap` puts another program in front. */
  start(
    script: string,
    args?: readonly string[],
    env?: NodeJS.ProcessEnv,
    wrap?: (command: readonly string[]) => readonly string[],
  ): Running
  /** How often `npm ci` was run. */
  installs(): number
  file(name: string): string
}

export interface Running {
  readonly child: ChildProcess
  /** Resolves when `text` was printed on either stream. */
  printed(text: string): Promise<void>
  ended(): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>
}

/** `program` is what the command does; `npm` is the shell script that stands for npm after it noted the call. */
export function makeCheckout(
  t: TestContext,
  options: { readonly program?: string; readonly npm?: string } = {},
): Checkout {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'checkout-'))
  t.after(() => fs.rmSync(root, { recursive: true, force: true, maxRetries: 3 }))
  const file = (name: string) => path.join(root, name)
  const write = (name: string, text: string, mode = 0o644) => {
    fs.mkdirSync(path.dirname(file(name)), { recursive: true })
    fs.writeFileSync(file(name), text, { mode })
  }
  for (const name of SCRIPTS)
    write(`tools/${name}`, fs.readFileSync(path.join(TOOLS, name), 'utf8'))
  write('package.json', '{}')
  write(
    'package-lock.json',
    JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
  )
  write('packages/cli/package.json', '{}')
  write('packages/cli/bin/hopwise.mjs', options.program ?? PRINT_ARGUMENTS)
  write('bin/npm', `#!/bin/sh\necho "$@" >> "${root}/npm-calls"\n${options.npm ?? INSTALL}`, 0o755)
  return {
    root,
    file,
    start: (script, args = [], env = {}, wrap = (command) => command) => {
      const PATH = `${root}/bin:/usr/bin:/bin`
      const command = wrap([process.execPath, `${root}/tools/${script}`, ...args])
      const options = { cwd: root, env: { PATH, ...env } }
      return follow(t, spawn(command[0]!, command.slice(1), options))
    },
    installs: () =>
      fs.existsSync(file('npm-calls'))
        ? fs.readFileSync(file('npm-calls'), 'utf8').match(/^ci /gm)!.length
        : 0,
  }
}

function follow(t: TestContext, child: ChildProcess): Running {
  const said = { out: '', err: '' }
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said.err += text))
  const end = new Promise<number | null>((resolve) => child.on('close', resolve))
  t.after(() => child.exitCode ?? child.kill('SIGKILL'))
  const printed = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => (said.out + said.err).includes(text) && resolve()
      child.stdout!.on('data', look)
      child.stderr!.on('data', look)
      child.on('close', () => reject(new Error(`ended without "${text}": ${said.out}${said.err}`)))
      look()
    })
  return { child, printed, ended: async () => ({ code: await end, ...said }) }
}

const TOOLS = path.join(import.meta.dirname, '..')
const SCRIPTS = ['start.mjs', 'set-up.mjs', 'turn.mjs', 'run-program.mjs']
const PRINT_ARGUMENTS = 'console.log(JSON.stringify(process.argv.slice(2)))'

/** What `npm ci` leaves behind, as far as the set-up looks at it. */
export const INSTALL: string = `
rm -rf node_modules; mkdir -p node_modules/.bin
ln -s "${process.execPath}" node_modules/.bin/node
cp package-lock.json node_modules/.package-lock.json
`
