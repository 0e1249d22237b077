import fs from 'node:fs'
import path from 'node:path'
import { APR1_LINE } from '../credentials.ts'
import type { Scope } from '../machine/scope.ts'
import type { Peer, Running } from './peer.ts'

/** As a user starts it: journal on, password file read live, exchanges to standard output (thrown away). */
export const hopwise: Peer = hopwiseWith([])

/**
 * To see whether anything is kept: V8 collects its old space only when that has grown a lot, once in some
 * million requests. With a small heap it does so all the time, and what is left is what is really held.
 */
export const hopwiseInSmallHeap: Peer = hopwiseWith(['--max-old-space-size=64'])

const PACKAGE = path.join(import.meta.dirname, '../../packages/cli')

function version(): string | undefined {
  const file = path.join(PACKAGE, 'package.json')
  const { version } = JSON.parse(fs.readFileSync(file, 'utf8')) as { version?: string }
  return version ?? '0.0.0'
}

function hopwiseWith(nodeArgs: readonly string[]): Peer {
  return { name: 'hopwise', role: 'forward', version, start: (scope) => start(scope, nodeArgs) }
}

async function start(scope: Scope, nodeArgs: readonly string[]): Promise<Running> {
  const passwords = scope.write('hopwise.htpasswd', APR1_LINE)
  fs.chmodSync(passwords, 0o600)
  const args = [
    ...['--listen', '127.0.0.1:0', '--realm', 'bench', '--allow-private'],
    ...['--data', scope.path('hopwise')],
  ]
  return await hopwiseListening(scope, 'serve', [...args, '--htpasswd', passwords], nodeArgs)
}

/** A command of ours with these arguments, once it listens. */
export async function hopwiseListening(
  scope: Scope,
  command: 'serve' | 'relay',
  args: readonly string[],
  nodeArgs: readonly string[] = [],
): Promise<Running> {
  const program = scope.start(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    ...nodeArgs,
    path.join(PACKAGE, 'bin/hopwise.mjs'),
    command,
    ...args,
  ])
  await program.until('say where it listens', () => listeningPort(program.said()) > 0)
  return { pid: program.pid, port: listeningPort(program.said()) }
}

/** From `listening on http://127.0.0.1:PORT`; 0 while it has not said so. */
export function listeningPort(said: string): number {
  return Number(/^listening on http:\/\/127\.0\.0\.1:(\d+)$/m.exec(said)?.[1] ?? 0)
}
