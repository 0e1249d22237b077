import fs from 'node:fs'
import path from 'node:path'
import { freePort } from '../machine/free-port.ts'
import type { Scope } from '../machine/scope.ts'
import type { Peer, Running } from './peer.ts'

/**
 * Fairness: its own way to ask for a password, compared as text; one line per connection to a file. It runs on
 * the same Node as we do. `--install` puts it under node_modules, outside of the checkout's own dependencies.
 */
export const proxyChain: Peer = { name: 'proxy-chain', role: 'forward', version, start }

export const PROXY_CHAIN_DIRECTORY: string = path.join(
  import.meta.dirname,
  '../../node_modules/.cache/hopwise-bench',
)
export const PROXY_CHAIN_VERSION = '3.0.1'

const PACKAGE = path.join(PROXY_CHAIN_DIRECTORY, 'node_modules/proxy-chain/package.json')

function version(): string | undefined {
  if (!fs.existsSync(PACKAGE)) return undefined
  return (JSON.parse(fs.readFileSync(PACKAGE, 'utf8')) as { version: string }).version
}

async function start(scope: Scope): Promise<Running> {
  const port = await freePort()
  const program = scope.start(process.execPath, [
    path.join(import.meta.dirname, 'proxy-chain-server.ts'),
    path.dirname(PACKAGE),
    String(port),
    scope.path('proxy-chain.log'),
  ])
  await program.listening(port)
  return { pid: program.pid, port }
}
