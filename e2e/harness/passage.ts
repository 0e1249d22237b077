import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import type { Scope } from './scope.ts'

/** A port on loopback that leads to another, and who came this way. */
export interface Passage {
  readonly port: number
  /** Everything that was said toward the other port, one character per octet. */
  heard(): string
}

/** In front of a proxy that keeps no record of what it was asked. */
export async function startPassage(scope: Scope, to: number): Promise<Passage> {
  const heard: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const beyond = connect(to, '127.0.0.1')
    client.on('data', (piece: Buffer) => heard.push(piece))
    client.pipe(beyond).pipe(client)
    for (const socket of [client, beyond]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    client.on('close', () => beyond.destroy())
    beyond.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  scope.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  return { port, heard: () => Buffer.concat(heard).toString('latin1') }
}
