/** A temporary directory and the programs started in it. Closing it leaves neither behind. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isListening } from './free-port.ts'
import { isAlive, type ProcessStat, readTree } from './process-cost.ts'

/** What work in a closed scope ends with: nobody is to blame. */
export class StoppedError extends Error {
  constructor() {
    super('the benchmark was stopped')
  }
}

export class Scope {
  readonly directory: string
  readonly #programs: Program[] = []
  readonly #inner: Scope[] = []
  #closing: Promise<void> | undefined

  constructor() {
    this.directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hopwise-bench-'))
    // Programs that drop root must still find their files.
    fs.chmodSync(this.directory, 0o755)
  }

  /** Runs `use` in a scope of its own, which is closed before this returns and with the outer one. */
  async within<T>(use: (scope: Scope) => Promise<T>): Promise<T> {
    if (this.#closing) throw new StoppedError()
    const inner = new Scope()
    this.#inner.push(inner)
    try {
      return await use(inner)
    } finally {
      await inner.close()
      this.#inner.splice(this.#inner.indexOf(inner), 1)
    }
  }

  get isClosing(): boolean {
    return this.#closing !== undefined
  }

  path(name: string): string {
    return path.join(this.directory, name)
  }

  write(name: string, text: string): string {
    fs.writeFileSync(this.path(name), text)
    return this.path(name)
  }

  /** Its standard error goes to a file of this scope; input and output are nothing unless asked for. */
  start(command: string, args: readonly string[], options: StartOptions = {}): Program {
    if (this.#closing) throw new StoppedError()
    const log = this.path(`${path.basename(command)}.${this.#programs.length}.err`)
    const errors = fs.openSync(log, 'a')
    const { stdin = 'ignore', stdout = 'ignore', env } = options
    const stdio: StdioOptions = [stdin, stdout === 'with-errors' ? errors : stdout, errors]
    const child = spawn(command, args, {
      stdio,
      cwd: this.directory,
      env: { ...process.env, ...env },
    })
    fs.closeSync(errors)
    const program = new Program(child, command, log)
    this.#programs.push(program)
    return program
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await Promise.all(this.#inner.map((inner) => inner.close()))
    for (const program of this.#programs.toReversed()) await program.stop()
    fs.rmSync(this.directory, { recursive: true, force: true })
  }
}

export interface StartOptions {
  readonly stdin?: 'ignore' | 'pipe'
  readonly stdout?: 'ignore' | 'pipe' | 'with-errors'
  /** Beside what this process has. */
  readonly env?: Readonly<Record<string, string>>
}

export class Program {
  readonly child: ChildProcess
  readonly #name: string
  readonly #log: string
  #spawnError: Error | undefined

  constructor(child: ChildProcess, name: string, log: string) {
    this.child = child
    this.#name = path.basename(name)
    this.#log = log
    child.once('error', (error) => {
      this.#spawnError = error
    })
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.#name} did not start`)
    return this.child.pid
  }

  /** Until it accepts connections; throws with its last words when it ends or takes longer than 15 s. */
  async listening(port: number): Promise<void> {
    await this.until(`listen on ${port}`, () => isListening(port))
  }

  /** Asks every 25 ms; throws with the program's last words when it ends or takes longer than that. */
  async until(
    what: string,
    isSo: () => boolean | Promise<boolean>,
    limitMs: number = 15_000,
  ): Promise<void> {
    for (let waited = 0; !(await isSo()); waited += 25) {
      if (this.#hasEnded) throw new Error(`${this.#name} ended: ${this.lastWords()}`)
      if (waited >= limitMs) throw new Error(`${this.#name} did not ${what}: ${this.lastWords()}`)
      await delay(25)
    }
  }

  /** Everything it has written to standard error. */
  said(): string {
    return fs.existsSync(this.#log) ? fs.readFileSync(this.#log, 'utf8') : ''
  }

  lastWords(): string {
    return this.#spawnError?.message ?? (this.said().trim().slice(-500) || 'it said nothing')
  }

  /** SIGTERM; what is left of it and of its children 5 s later gets SIGKILL. */
  async stop(): Promise<void> {
    if (this.child.pid === undefined) return
    const tree = readTree(this.child.pid)
    if (!this.#hasEnded) {
      this.child.kill('SIGTERM')
      await Promise.race([once(this.child, 'exit'), delay(5000, undefined, { ref: false })])
    }
    await goneWithin(1000, tree)
    for (const { pid } of tree.filter(isAlive)) process.kill(pid, 'SIGKILL')
    await goneWithin(1000, tree)
  }

  get #hasEnded(): boolean {
    return (
      this.#spawnError !== undefined ||
      this.child.exitCode !== null ||
      this.child.signalCode !== null
    )
  }
}

async function goneWithin(limitMs: number, tree: readonly ProcessStat[]): Promise<void> {
  for (let waited = 0; waited < limitMs && tree.some(isAlive); waited += 25) await delay(25)
}
