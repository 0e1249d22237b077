import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry } from '@hopwise/journal'
import { Exchanges } from './exchanges.ts'
import { Printed } from './printed.ts'
import { environment } from './run-program.ts'
import type { Scope } from './scope.ts'
import { hopwise } from './start-proxy.ts'
import { tempDir } from './temp-dir.ts'

/** A proxy that runs by its configuration alone, in a directory with what that mentions. */
export interface ConfiguredProxy {
  readonly directory: string
  /** Of its listeners, in the order of the configuration. */
  readonly ports: readonly number[]
  readonly exchanges: Exchanges
  readonly stderr: Printed
  /** Writes a file beside the configuration, readable by its owner alone. */
  write(name: string, text: string): Promise<void>
  /** Writes the configuration and waits until it holds, or until it is said not to. */
  configure(text: string): Promise<void>
  hangUp(): void
  /** Sends SIGTERM unless it has ended, and gives its exit code once it has. */
  stop(): Promise<number | null>
}

/** @param config text of hopwise.yaml; its listeners are on port 0 */
export async function startConfigured(
  scope: Scope,
  config: string,
  files: Readonly<Record<string, string>> = {},
): Promise<ConfiguredProxy> {
  const directory = await tempDir(scope)
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(join(directory, name), text, { mode: 0o600 })
    await chmod(join(directory, name), 0o600)
  }
  for (const [name, text] of Object.entries(files)) await write(name, text)
  await write('hopwise.yaml', config)
  const [file, args] = hopwise('serve', '--config', join(directory, 'hopwise.yaml'))
  const env = environment({ HOME: directory })
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = (): unknown => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('close', () => process.off('exit', kill))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const stop = (): Promise<number | null> => {
    if (child.exitCode === null) child.kill('SIGTERM')
    return ended
  }
  const { stderr, exchanges } = watch(child)
  scope.after(async () => {
    const code = await stop()
    if (code !== 0) throw new Error(`the proxy ended with ${code}:\n${stderr.text()}`)
  })
  const early = ended.then((code) => {
    throw new Error(`the proxy ended with ${code} before it listened:\n${stderr.text()}`)
  })
  await Promise.race([stderr.until(/^data is kept in /m), early])
  early.catch(() => undefined)
  const listening = stderr.text().matchAll(/^listening on https?:\/\/127\.0\.0\.1:(\d+)$/gm)
  return {
    directory,
    ports: [...listening].map(([, port]) => Number(port)),
    exchanges,
    stderr,
    write,
    async configure(text) {
      const before = said(stderr)
      await write('hopwise.yaml', text)
      await stderr.until(new RegExp(`(?:${SAID.source}[^]*){${before + 1}}`, 'm'))
    },
    hangUp: () => void child.kill('SIGHUP'),
    stop,
  }
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

function said(stderr: Printed): number {
  return [...stderr.text().matchAll(new RegExp(SAID, 'gm'))].length
}

/** How a reading of the configuration ends, well or not. */
const SAID = /hopwise\.yaml: (?:read again, it holds|nothing was changed)/
