import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import type { Authenticator } from '@hopwise/auth'
import type { Entry } from '@hopwise/journal'
import { createProxy, type Limits, openAccess, type Proxy, type ProxyOptions } from '../index.ts'

/** Every test has its own peers, on ports that the system picks, gone when it ends. */
export interface Origin {
  readonly port: number
  /** Everything that was sent to it, as latin1 text. */
  readonly received: string
  /** Connections it has accepted so far. */
  readonly accepted: number
  /** How many of them have closed. */
  readonly closed: number
}

/** A TCP server whose connections are given to `speak`. */
export async function startOrigin(
  t: TestContext,
  speak: (socket: Socket) => void,
): Promise<Origin> {
  const sockets = new Set<Socket>()
  let received = ''
  let accepted = 0
  let closed = 0
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted++
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (piece: Buffer) => {
      received += piece.toString('latin1')
    })
    socket.once('close', () => {
      closed++
    })
    speak(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    get received() {
      return received
    },
    get accepted() {
      return accepted
    },
    get closed() {
      return closed
    },
  }
}

/** An origin that answers each request head with the same octets. */
export function answering(text: string): (socket: Socket) => void {
  return (socket) => {
    let seen = ''
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      for (let end = seen.indexOf('\r\n\r\n'); end >= 0; end = seen.indexOf('\r\n\r\n')) {
        seen = seen.slice(end + 4)
        socket.write(text, 'latin1')
      }
    })
  }
}

export interface RunningProxy {
  readonly proxy: Proxy
  readonly port: number
  readonly entries: readonly Entry[]
  /** The next entry that is written down, in order. */
  entry(): Promise<Entry>
}

/** A proxy on loopback. Whoever says `Basic ok` is alice. */
export async function startProxy(
  t: TestContext,
  limits: Partial<Limits> = {},
  authenticator: Authenticator = ALICE,
  relay?: ProxyOptions['relay'],
): Promise<RunningProxy> {
  const entries: Entry[] = []
  const waiting: ((entry: Entry) => void)[] = []
  let taken = 0
  const proxy = createProxy({
    name: 'us',
    egress: { allowPrivate: true },
    access: openAccess(authenticator),
    limits,
    relay,
    record: (entry) => {
      entries.push(entry)
      waiting.shift()?.(entry)
    },
  })
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => proxy.drain(0))
  return {
    proxy,
    port,
    entries,
    entry: () => {
      const known = entries[taken++]
      if (known !== undefined) return Promise.resolve(known)
      return new Promise((resolve) => waiting.push(resolve))
    },
  }
}

export interface Client {
  readonly socket: Socket
  send(text: string): void
  /** All that has come once it matches, or an error with what came instead. */
  until(pattern: RegExp): Promise<string>
  /** All that came, once the other side has closed. */
  rest(): Promise<string>
}

/** A TCP connection to a port on loopback, for saying exactly what a test wants to say. */
export async function startClient(t: TestContext, port: number): Promise<Client> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  let text = ''
  let isClosed = false
  const look = new Set<() => void>()
  const tell = (): void => {
    for (const listener of look) listener()
  }
  socket.on('error', () => {})
  socket.on('data', (piece: Buffer) => {
    text += piece.toString('latin1')
    tell()
  })
  for (const end of ['end', 'close'] as const) {
    socket.on(end, () => {
      isClosed = true
      tell()
    })
  }
  return {
    socket,
    send: (part) => void socket.write(part, 'latin1'),
    until: (pattern) => when(() => pattern.test(text), `${pattern} was awaited`),
    rest: () => when(() => isClosed, 'the end was awaited'),
  }

  function when(isDone: () => boolean, what: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => done(new Error(`${what}, this came: ${text}`)), 20_000)
      const listener = (): void => {
        if (isDone()) done()
        else if (isClosed) done(new Error(`${what}, this came before the end: ${text}`))
      }
      const done = (error?: Error): void => {
        clearTimeout(timer)
        look.delete(listener)
        if (error === undefined) resolve(text)
        else reject(error)
      }
      look.add(listener)
      listener()
    })
  }
}

/** What comes of sending a little more, several times, to a peer that has said its end; then ends. */
export async function failureOfSending(socket: Socket, text: string): Promise<Error | undefined> {
  let failure: Error | undefined
  socket.on('error', (error) => {
    failure = error
  })
  for (let i = 0; i < SENDS; i++) {
    // A reset has come back by the next turn of the loop, and fails the next write.
    await new Promise((resolve) => socket.write(text, resolve))
    await new Promise((resolve) => setImmediate(resolve))
  }
  socket.end()
  return failure
}

/** Sends one text and gives all that came until the other side closed. */
export async function talk(t: TestContext, port: number, text: string): Promise<string> {
  const client = await startClient(t, port)
  client.send(text)
  return client.rest()
}

/** A request through the proxy by somebody who may, from its request line and further lines. */
export function asking(requestLine: string, ...lines: readonly string[]): string {
  const { host } = new URL(requestLine.split(' ')[1] ?? '')
  return [requestLine, `Host: ${host}`, 'Proxy-Authorization: Basic ok', ...lines, '', ''].join(
    '\r\n',
  )
}

export const ALICE: Authenticator = {
  challenges: () => ['Basic realm="test", charset="UTF-8"'],
  authenticate: (credentials) => {
    if (credentials.length === 0) return { kind: 'refused', reason: 'credentials-missing' }
    if (credentials[0] === 'Basic ok') return { kind: 'accepted', user: 'alice', scheme: 'basic' }
    return { kind: 'refused', reason: 'wrong-password', user: 'alice', scheme: 'basic' }
  },
}

const SENDS = 5
