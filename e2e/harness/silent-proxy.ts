import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Scope } from './scope.ts'

/** A proxy that reads and says nothing, until whoever listens has gone. */
export interface SilentProxy {
  readonly port: number
  /** Whoever listens here is told when the proxy has been sent something, and hears the end of its client. */
  readonly signalPort: number
}

export async function startSilentProxy(scope: Scope): Promise<SilentProxy> {
  const asked = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  const clients = new Set<Socket>()
  const silent = await listening(scope, (client) => {
    clients.add(client)
    client.once('data', () => asked.resolve())
    client.once('close', () => left.resolve())
  })
  const signals = await listening(scope, (listener) => {
    void asked.promise.then(() => listener.write('now'))
    void left.promise.then(() => listener.end())
    listener.once('close', () => {
      for (const client of clients) client.destroy()
    })
  })
  return { port: portOf(silent), signalPort: portOf(signals) }
}

async function listening(scope: Scope, accept: (socket: Socket) => void): Promise<Server> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    accept(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  scope.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return server
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
