import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

/** The two ends of one TCP connection on loopback. */
export interface SocketPair {
  /** The end that the code under test is given. */
  readonly near: Socket
  /** The peer's end, for saying what a test wants to say. */
  readonly far: Socket
}

export async function socketPair(t: TestContext): Promise<SocketPair> {
  const server = createServer({ allowHalfOpen: true })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const [near] = (await once(server, 'connection')) as [Socket]
  if (far.connecting) await once(far, 'connect')
  server.close()
  far.on('error', () => {})
  t.after(() => {
    near.destroy()
    far.destroy()
  })
  return { near, far }
}

/** All that has come to `socket`, once it matches. */
export function received(socket: Socket, pattern: RegExp): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('latin1')
      if (pattern.test(text)) resolve(text)
    })
    socket.on('close', () => reject(new Error(`${pattern} was awaited, this came: ${text}`)))
  })
}

/** Resolves when the peer has said its end, after everything else it said, or is gone. */
export async function ended(socket: Socket): Promise<void> {
  socket.on('error', () => {})
  socket.resume()
  if (socket.readableEnded || socket.closed) return
  await new Promise((resolve) => {
    socket.once('end', resolve)
    socket.once('close', resolve)
  })
}

/** Resolves when the socket is gone and everybody has been told. */
export async function closed(socket: Socket): Promise<void> {
  socket.on('error', () => {})
  socket.resume()
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
  // `closed` is so before the event, which comes with the next turn of the loop.
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
}
