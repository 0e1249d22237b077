import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Entry } from '@hopwise/journal'
import { Exchanges } from './exchanges.ts'
import { Printed } from './printed.ts'
import { environment } from './run-program.ts'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'
import { writeHtpasswd } from './users.ts'

export const REALM = 'Hopwise test'
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

/** A command of `hopwise` that listens, as a process of its own. */
export interface ListeningProcess {
  /** Of its listeners on http or https, in the order in which they were said. */
  readonly ports: readonly number[]
  /** What it prints on standard output, parsed. */
  readonly exchanges: Exchanges
  readonly stderr: Printed
  hangUp(): void
  /** Sends SIGTERM unless it has ended, and gives its exit code once it has. */
  stop(): Promise<number | null>
}

/** One with a single listener, on http. */
export interface StartedProxy extends ListeningProcess {
  readonly url: string
  /** `host:port` */
  readonly authority: string
  readonly port: number
  /** Its data directory. */
  readonly data: string
}

export interface ProxyOptions {
  /** Default: a new directory. */
  readonly data?: string
  /** Default: a file with alice, max and zoe. `false` starts it without a password file. */
  readonly htpasswd?: string | false
  /** A configuration file, in the place of realm and password file. */
  readonly config?: string
  /** Variables for the proxy, beside the few that every program gets. */
  readonly env?: Readonly<Record<string, string>>
}

export type Enter = (file: string, args: readonly string[]) => [file: string, args: string[]]

/** The program under test and its arguments; `E2E_HOPWISE` names another copy of it, a packed one say. */
export function hopwise(...args: readonly string[]): [file: string, args: string[]] {
  const program = process.env['E2E_HOPWISE'] ?? join(ROOT, 'packages/cli/bin/hopwise.mjs')
  return [process.execPath, [program, ...args]]
}

/** Starts `hopwise serve` on a free port and waits until it listens. */
export async function startProxy(scope: Scope, options: ProxyOptions = {}): Promise<StartedProxy> {
  const data = options.data ?? (await tempDir(scope))
  const users =
    options.config === undefined
      ? await usersOf(options.htpasswd, scope)
      : ['--config', options.config]
  return await startListening(scope, ['serve', '--allow-private', ...users], data, options.env)
}

/** Starts a command of `hopwise` that listens, on a free port, and waits until it does. */
export async function startListening(
  scope: Scope,
  command: readonly string[],
  data: string,
  env: ProxyOptions['env'] = {},
  enter?: Enter,
): Promise<StartedProxy> {
  const started = await startProcess(
    scope,
    [...command, '--listen', '127.0.0.1:0', '--data', data],
    { HOME: data, ...env },
    /^listening on http:\/\/127\.0\.0\.1:\d+$/m,
    enter,
  )
  const port = started.ports[0] ?? 0
  const authority = `127.0.0.1:${port}`
  return { ...started, url: `http://${authority}`, authority, port, data }
}

/**
 * Starts a command of `hopwise` and waits until what it says on standard error matches `isReady`.
 *
 * @param enter makes of a program one that runs on another machine
 */
export async function startProcess(
  scope: Scope,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  isReady: RegExp,
  enter: Enter = (file, args) => [file, [...args]],
): Promise<ListeningProcess> {
  const [file, args] = enter(...hopwise(...command))
  const child = spawn(file, args, { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] })
  // A test file that throws while it is loaded ends without running its hooks.
  const kill = (): unknown => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('close', () => process.off('exit', kill))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const stop = (): Promise<number | null> => {
    if (child.exitCode === null) child.kill('SIGTERM')
    return ended
  }
  const { stderr, exchanges } = watch(child)
  // Whatever a test looked at: a proxy that crashed under it or at its end has failed it.
  scope.after(async () => {
    const code = await stop()
    if (code !== 0) throw new Error(`the proxy ended with ${code}:\n${stderr.text()}`)
  })
  await ready(stderr, isReady, ended)
  const hangUp = (): void => void child.kill('SIGHUP')
  return { ports: portsSaid(stderr), exchanges, stderr, hangUp, stop }
}

async function usersOf(htpasswd: ProxyOptions['htpasswd'], scope: Scope): Promise<string[]> {
  const file = htpasswd ?? (await writeHtpasswd(await tempDir(scope)))
  return ['--realm', REALM, ...(file ? ['--htpasswd', file] : [])]
}

function watch(child: ChildProcess): { readonly stderr: Printed; readonly exchanges: Exchanges } {
  const stderr = new Printed()
  const exchanges = new Exchanges()
  child.stderr?.setEncoding('utf8').on('data', (text: string) => stderr.add(text))
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) exchanges.add(JSON.parse(line) as Entry)
  })
  return { stderr, exchanges }
}

async function ready(
  stderr: Printed,
  isReady: RegExp,
  ended: Promise<number | null>,
): Promise<void> {
  const early = ended.then((code) => {
    throw new Error(`the proxy ended with ${code} before it listened:\n${stderr.text()}`)
  })
  await Promise.race([stderr.until(isReady), early])
  early.catch(() => undefined) // from here on its end is what `stop` waits for
}

function portsSaid(stderr: Printed): readonly number[] {
  const said = stderr.text().matchAll(/^listening on https?:\/\/127\.0\.0\.1:(\d+)$/gm)
  return [...said].map(([, port]) => Number(port))
}
