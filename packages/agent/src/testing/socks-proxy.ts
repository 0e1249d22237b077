import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { onLoopback } from './on-loopback.ts'

export interface SocksProxy {
  readonly port: number
  /** What was said to it, in order: `methods 0,2`, `login user:password`, `connect name:port`. */
  readonly asked: readonly string[]
  readonly connections: number
  /** `user:password` that is let in; undefined: everybody. Change it as an operator would. */
  login: string | undefined
}

/** A SOCKS 5 server that does what a good one does, for names that lead to loopback. */
export async function startSocks(t: TestContext, login?: string): Promise<SocksProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const proxy = { port: 0, asked, connections: 0, login }
  const server = createServer((socket) => {
    proxy.connections++
    socket.on('error', () => undefined)
    serve(socket, proxy, sockets).catch(() => socket.destroy())
  })
  proxy.port = await onLoopback(t, server, sockets)
  return proxy
}

type Serving = { readonly asked: string[]; readonly login: string | undefined }

async function serve(socket: Socket, { asked, login }: Serving, sockets: Set<Socket>) {
  const [, count = 0] = await take(socket, 2)
  const methods = [...(await take(socket, count))]
  asked.push(`methods ${methods}`)
  const method = login === undefined ? 0 : methods.includes(2) ? 2 : 0xff
  socket.write(Uint8Array.of(5, method))
  if (method === 0xff) return void socket.end()
  if (method === 2) {
    const [, nameLength = 0] = await take(socket, 2)
    const name = String(await take(socket, nameLength))
    const [wordLength = 0] = await take(socket, 1)
    const said = `${name}:${await take(socket, wordLength)}`
    asked.push(`login ${said}`)
    if (said !== login) return void socket.end(Uint8Array.of(1, 1))
    socket.write(Uint8Array.of(1, 0))
  }
  const { host, port } = await destination(socket)
  asked.push(`connect ${host}:${port}`)
  const origin = connect(port, '127.0.0.1')
  sockets.add(origin)
  origin.on('error', () => socket.end(Uint8Array.of(5, 5, 0, 1, 0, 0, 0, 0, 0, 0)))
  origin.once('connect', () => {
    socket.write(Uint8Array.of(5, 0, 0, 1, 127, 0, 0, 1, 0, 80))
    origin.pipe(socket).pipe(origin)
  })
}

async function destination(socket: Socket): Promise<{ host: string; port: number }> {
  const [, , , type] = await take(socket, 4)
  const length = type === 1 ? 4 : type === 4 ? 16 : ((await take(socket, 1))[0] ?? 0)
  const address = await take(socket, length)
  const port = (await take(socket, 2)).readUInt16BE()
  return { host: type === 3 ? String(address) : address.join('.'), port }
}

async function take(socket: Socket, count: number): Promise<Buffer> {
  if (count === 0) return Buffer.alloc(0)
  for (;;) {
    const taken = socket.read(count) as Buffer | null
    if (taken !== null) return taken
    if (socket.readableEnded || socket.destroyed) throw new Error('the client has gone')
    await Promise.race([once(socket, 'readable'), once(socket, 'close')])
  }
}
