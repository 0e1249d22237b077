import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { closedPort } from '../harness/closed-port.ts'
import { kerberosLibrary } from '../harness/kerberos-library.ts'
import { environment } from '../harness/run-program.ts'
import { type Scope, scopeOf } from '../harness/scope.ts'
import { hopwise, ROOT } from '../harness/start-proxy.ts'
import { tempDir } from '../harness/temp-dir.ts'
import type { Command, ExamplePage, Step } from './example-page.ts'
import { differenceTo, onPorts, portsIn } from './printed-answer.ts'

/** Runs a page from top to bottom, in a directory that is also the home and has `contrib`, on ports that are free. */
export async function runPage(
  page: ExamplePage,
  hooks: { after(stop: () => Promise<void>): void },
): Promise<void> {
  const scope = scopeOf(hooks)
  const place = await openPlace(page, scope)
  for (const step of page.steps) {
    const own = (text: string): string => onPorts(text, (port) => place.ports.get(port) ?? 0)
    if (step.kind === 'file') writeIn(place, step, own(step.text))
    else {
      const prints = step.prints === undefined ? undefined : own(step.prints)
      await perform(
        { ...step, script: own(step.script), ...(prints !== undefined && { prints }) },
        place,
      )
    }
  }
}

interface Place {
  readonly dir: string
  readonly env: Record<string, string>
  readonly ports: ReadonlyMap<string, number>
  readonly servers: Server[]
}

async function openPlace(page: ExamplePage, scope: Scope): Promise<Place> {
  const dir = await tempDir(scope)
  symlinkSync(join(ROOT, 'contrib'), join(dir, 'contrib'))
  const programs = await tempDir(scope)
  writeProgram(programs, 'hopwise', `exec ${hopwise('"$@"').flat().join(' ')}`)
  // As in a directory where Hopwise is installed, without the second that npx needs to find it.
  writeProgram(programs, 'npx', 'shift\nexec hopwise "$@"')
  const own = [programs, join(ROOT, 'node_modules/.bin'), process.env['PATH'] ?? '']
  const libraries = page.needs.includes('krb5-config') ? await kerberosLibrary() : dir
  const env = environment({
    HOME: dir,
    TMPDIR: dir,
    PATH: own.join(delimiter),
    // What the page says to install, which takes a compiler and a while.
    NODE_PATH: join(libraries, 'node_modules'),
  })
  const texts = page.steps.flatMap((step) => (step.kind === 'file' ? [step.text] : [step.script]))
  const documented = portsIn(texts.join('\n'))
  const ports = new Map<string, number>()
  for (const port of documented) ports.set(port, await otherPort([...ports.values()]))
  const servers: Server[] = []
  scope.after(async () => {
    for (const server of servers.reverse()) await server.stop()
  })
  return { dir, env, ports, servers }
}

function writeProgram(dir: string, name: string, script: string): void {
  writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(dir, name), 0o755)
}

/** Passwords and keys are worth being asked about: as narrow as an operator would make them. */
function writeIn({ dir }: Place, { name }: Extract<Step, { kind: 'file' }>, text: string): void {
  const path = join(dir, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { mode: 0o600 })
}

async function perform(command: Command, place: Place): Promise<void> {
  const { where, prints } = command
  if (command.kind === 'serve') {
    await serve(command, place)
    return
  }
  const { code, output } = await run(command, place)
  const servers = place.servers.map((server) => server.output()).join('\n')
  assert.equal(code, command.exitCode, `${where} ended with ${code}:\n${output}\n${servers}`)
  const difference = prints === undefined ? undefined : differenceTo(prints, output)
  assert.equal(difference, undefined, `${where}: ${difference}`)
}

async function run(
  { script }: Command,
  { dir, env }: Place,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const program = start(script, dir, env)
  const late = setTimeout(() => program.kill('SIGKILL'), RUN_MS)
  const code = await program.ended
  clearTimeout(late)
  return { code, output: program.output() }
}

/** A configuration that is replaced is served by a process of its own: the one before it ends. */
async function serve(command: Command, place: Place): Promise<void> {
  const { script, where, prints } = command
  const isHopwise = IS_HOPWISE.test(script)
  if (isHopwise) {
    for (const server of place.servers.filter((each) => each.isHopwise)) await server.stop()
  }
  const program = start(`exec ${script}`, place.dir, place.env)
  const endMs = performance.now() + SERVE_MS
  const shown = `${(prints ?? '…').trimEnd()}\n…\n`
  const lacks = (): string | undefined => {
    const isListening = !isHopwise || /^listening on .*\n/m.test(program.output())
    return isListening ? differenceTo(shown, program.output()) : 'it does not listen'
  }
  try {
    while (lacks() !== undefined) {
      assert.ok(program.isRunning(), `${where} has ended:\n${program.output()}`)
      assert.ok(performance.now() < endMs, `${where} is not ready: ${lacks()}`)
      await delay(POLL_MS)
    }
  } catch (error) {
    program.kill('SIGKILL')
    throw error
  }
  place.servers.push(serverFrom(program, where, isHopwise))
}

/** Stopped once, and fails the page when the proxy did not end well, whatever was shown until then. */
function serverFrom(program: Started, where: string, isHopwise: boolean): Server {
  let hasStopped = false
  return {
    isHopwise,
    output: program.output,
    async stop() {
      if (hasStopped) return
      hasStopped = true
      program.kill('SIGTERM')
      const code = await program.ended
      assert.ok(!isHopwise || code === 0, `${where} ended with ${code}:\n${program.output()}`)
    },
  }
}

interface Server {
  readonly isHopwise: boolean
  output(): string
  stop(): Promise<void>
}

interface Started {
  readonly ended: Promise<number | null>
  isRunning(): boolean
  kill(signal: NodeJS.Signals): void
  /** Both streams in the order in which they were written, as a terminal shows them. */
  output(): string
}

function start(script: string, dir: string, env: Record<string, string>): Started {
  const file = join(dir, `.printed-${++started}`)
  const to = openSync(file, 'w')
  const child = spawn('sh', ['-ec', script], {
    cwd: dir,
    env,
    stdio: ['ignore', to, to],
    // Its own group: whatever it started ends with it.
    detached: true,
  })
  closeSync(to)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    ended,
    isRunning: () => isRunning(child),
    kill(signal) {
      if (isRunning(child) && child.pid !== undefined) process.kill(-child.pid, signal)
    },
    output: () => readFileSync(file, 'utf8'),
  }
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

async function otherPort(taken: readonly number[]): Promise<number> {
  const port = await closedPort()
  return taken.includes(port) ? otherPort(taken) : port
}

const IS_HOPWISE = /^\s*(?:npx )?hopwise\b/
const RUN_MS = 60_000
const SERVE_MS = 30_000
const POLL_MS = 20
let started = 0
