import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import type { Authenticator } from '@hopwise/auth'
import type { Entry } from '@hopwise/journal'
import { openAccess } from '../core/access.ts'
import type { Limits } from '../core/limits.ts'
import { ClientConnection } from '../node/client-connection.ts'
import { Engine, type ProxyOptions } from '../node/engine.ts'
import { Exchange } from '../node/exchange.ts'
import type { Scene } from '../node/refuse.ts'
import { ALICE } from './loopback.ts'
import { socketPair } from './socket-pair.ts'

export interface RunningEngine {
  readonly engine: Engine
  readonly port: number
  readonly entries: readonly Entry[]
  readonly bugs: readonly unknown[]
  /** The engine's ends of its clients' connections, in the order they came. */
  readonly sockets: readonly Socket[]
}

/** What `createProxy` makes, with its insides in the open. */
export async function startEngine(
  t: TestContext,
  limits: Partial<Limits> = {},
  authenticator: Authenticator = ALICE,
): Promise<RunningEngine> {
  const { engine, entries, bugs } = anEngine({ limits })
  const sockets: Socket[] = []
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.push(socket)
    new ClientConnection(socket, { access: openAccess(authenticator) }, engine).serve()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  t.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
    for (const tunnel of engine.joined) tunnel.destroy()
    engine.pool.closeIdle()
  })
  return { engine, port, entries, bugs, sockets }
}

export interface EngineAndNotes {
  readonly engine: Engine
  readonly entries: Entry[]
  readonly bugs: unknown[]
}

export function anEngine(options: Partial<ProxyOptions> = {}): EngineAndNotes {
  const entries: Entry[] = []
  const bugs: unknown[] = []
  const engine = new Engine({
    name: 'us',
    egress: { allowPrivate: true },
    access: openAccess(ALICE),
    record: (entry) => void entries.push(entry),
    onBug: (error) => void bugs.push(error),
    onTrouble: () => {},
    ...options,
  })
  return { engine, entries, bugs }
}

/** An exchange with a client on loopback, of which nothing has been received yet. */
export async function aScene(
  t: TestContext,
  engine: Engine,
): Promise<{ readonly scene: Scene; readonly far: Socket }> {
  const { near, far } = await socketPair(t)
  const client = new ClientConnection(near, { access: openAccess(ALICE) }, engine)
  const exchange = new Exchange('1', client.address, 0, performance.now())
  return { scene: { exchange, client, engine }, far }
}

/** The octets of a CONNECT by somebody who may. */
export function connecting(port: number, host = '127.0.0.1'): string {
  return [
    `CONNECT ${host}:${port} HTTP/1.1`,
    `Host: ${host}:${port}`,
    'Proxy-Authorization: Basic ok',
    '',
    '',
  ].join('\r\n')
}
