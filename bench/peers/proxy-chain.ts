import path from 'node:path'
import { freePort } from '../machine/free-port.ts'
import type { Scope } from '../machine/scope.ts'
import { npmPeer, npmPeerVersion } from './npm-packages.ts'
import type { Peer, Running } from './peer.ts'

/**
 * Fairness: its own way to ask for a password, compared as text; one line per connection to a file. It runs on
 * the same Node as we do.
 */
export const proxyChain: Peer = {
  name: 'proxy-chain',
  role: 'forward',
  version: () => npmPeerVersion('proxy-chain'),
  start,
}

async function start(scope: Scope): Promise<Running> {
  const port = await freePort()
  const program = scope.start(process.execPath, [
    path.join(import.meta.dirname, 'proxy-chain-server.ts'),
    npmPeer('proxy-chain'),
    String(port),
    scope.path('proxy-chain.log'),
  ])
  await program.listening(port)
  return { pid: program.pid, port }
}
