import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { TestContext } from 'node:test'

/**
 * Has a server listen on loopback until the test ends, and with it all its connections.
 *
 * @param sockets that end with it, to add to what it connects itself
 * @returns its port
 */
export async function onLoopback(
  t: TestContext,
  server: Server,
  sockets: Set<Socket> = new Set(),
): Promise<number> {
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return (server.address() as AddressInfo).port
}
