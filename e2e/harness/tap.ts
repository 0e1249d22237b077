import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Scope } from './scope.ts'

/** Somebody who listens in on the way to a server. */
export interface Tap {
  readonly port: number
  /** What clients have sent, a string of latin1 for each connection. */
  sent(): readonly string[]
}

/** Passes connections on to a port of this machine and keeps what clients send. */
export async function startTap(scope: Scope, to: number): Promise<Tap> {
  const sockets = new Set<Socket>()
  const sent: Buffer[][] = []
  const server = createServer((client) => {
    const pieces: Buffer[] = []
    sent.push(pieces)
    const onward = connect(to, '127.0.0.1')
    client.on('data', (piece: Buffer) => void pieces.push(piece))
    client.pipe(onward).pipe(client)
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  scope.after(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { port, sent: () => sent.map((pieces) => Buffer.concat(pieces).toString('latin1')) }
}
