import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { HTPASSWD, REALM } from './credentials.ts'
import { Signal } from './signal.ts'

/** An entry as it stands on standard output, nothing promised about its values. */
export interface JournalLine {
  readonly [key: string]: unknown
  readonly target?: unknown
  readonly outcome?: unknown
  readonly status?: unknown
  readonly fault?: unknown
  readonly reason?: unknown
}

/** The real command in a process of its own, with what it prints. */
export class ProxyProcess {
  readonly entries: JournalLine[] = []
  readonly signal: Signal = new Signal()
  readonly child: ChildProcess
  readonly #directory: string
  #notices = ''
  #port = 0

  /** Starts the command and waits for its ready line. Later options win over earlier ones. */
  static async start(...options: string[]): Promise<ProxyProcess> {
    const directory = await mkdtemp(join(tmpdir(), 'hopwise-conformance-'))
    const htpasswd = join(directory, 'htpasswd')
    await writeFile(htpasswd, HTPASSWD, { mode: 0o600 })
    const { HOPWISE_COMMAND = COMMAND } = process.env
    const child = spawn(process.execPath, [
      HOPWISE_COMMAND,
      ...['serve', '--listen', '127.0.0.1:0', '--data', join(directory, 'data')],
      ...['--htpasswd', htpasswd, '--realm', REALM],
      ...options,
    ])
    const proxy = new ProxyProcess(child, directory)
    await proxy.#ready()
    return proxy
  }

  private constructor(child: ChildProcess, directory: string) {
    this.child = child
    this.#directory = directory
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line.startsWith('{')) this.entries.push(JSON.parse(line))
      this.signal.changed()
    })
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#notices += text
      this.signal.changed()
    })
    child.once('exit', () => this.signal.changed())
  }

  get port(): number {
    return this.#port
  }

  /** What it said on standard error. */
  get notices(): string {
    return this.#notices
  }

  /** Waits for an entry that the look accepts, among those from `since` on. */
  entry(
    what: string,
    look: (entry: JournalLine) => boolean,
    since = 0,
    limitMs?: number,
  ): Promise<JournalLine> {
    return this.signal.until(
      `the journal entry of ${what}`,
      () => this.entries.slice(since).find(look),
      () => `Entries: ${JSON.stringify(this.entries.slice(since), null, 1)}`,
      limitMs,
    )
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit')
      this.child.kill('SIGTERM')
      const impatient = setTimeout(() => this.child.kill('SIGKILL'), 3000)
      await exited
      clearTimeout(impatient)
    }
    await rm(this.#directory, { recursive: true, force: true })
  }

  async #ready(): Promise<void> {
    try {
      this.#port = await this.signal.until(
        'the ready line',
        () => this.#readyPort(),
        () => this.#notices,
        15_000,
      )
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  #readyPort(): number | undefined {
    const found = /listening on http:\/\/127\.0\.0\.1:([0-9]+)\n/.exec(this.#notices)
    if (found) return Number(found[1])
    if (this.child.exitCode === null) return undefined
    throw new Error(`the proxy ended with code ${this.child.exitCode}: ${this.#notices}`)
  }
}

const COMMAND = fileURLToPath(new URL('../../packages/cli/bin/hopwise.mjs', import.meta.url))
