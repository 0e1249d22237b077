import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Asked } from '@hopwise/auth'
import { eventually } from '../testing/eventually.ts'
import {
  ALICE,
  answering,
  asking,
  type Client,
  startClient,
  startOrigin,
  startProxy,
} from '../testing/loopback.ts'
import { ended } from '../testing/socket-pair.ts'
import { connecting } from '../testing/start-engine.ts'

const ESTABLISHED = /^HTTP\/1\.1 200 [^\r]*\r\n(?:[^\r]+\r\n)*\r\n/
const SWITCHED = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'

async function tunnelTo(t: TestContext, proxyPort: number, port: number): Promise<Client> {
  const client = await startClient(t, proxyPort)
  client.send(connecting(port))
  await client.until(ESTABLISHED)
  return client
}

/** An origin that says again what it hears, and ends when it hears the end. */
function echo(socket: Socket): void {
  socket.on('data', (piece: Buffer) => socket.write(piece))
  socket.on('end', () => socket.end())
}

test('CONNECT opens a tunnel: octets both ways, ends passed on, one entry at the end', async (t) => {
  const origin = await startOrigin(t, echo)
  const { port, proxy, entry, entries } = await startProxy(t)
  const client = await tunnelTo(t, port, origin.port)
  assert.deepEqual(proxy.live, { connections: 1, exchanges: 1, tunnels: 1 })
  assert.equal(entries.length, 0)
  client.socket.end('ping')
  const text = await client.rest()
  assert.match(text, /\r\n\r\nping$/)
  const { outcome, status, user, method, nextHop, bytes } = await entry()
  assert.deepEqual(
    [outcome, status, user, method, nextHop],
    ['tunnelled', 200, 'alice', 'CONNECT', `127.0.0.1:${origin.port}`],
  )
  assert.deepEqual(bytes, {
    fromClient: connecting(origin.port).length + 4,
    toClient: text.length,
  })
  assert.deepEqual(proxy.live, { connections: 0, exchanges: 0, tunnels: 0 })
})

test('the answer to an accepted CONNECT has no content, not even a length of it', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port } = await startProxy(t)
  const client = await tunnelTo(t, port, origin.port)
  const head = await client.until(/\r\n\r\n/)
  assert.doesNotMatch(head, /Content-Length|Transfer-Encoding/i)
})

test('what is sent before the answer reaches the origin once the tunnel is open, first', async (t) => {
  const origin = await startOrigin(t, echo)
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(`${connecting(origin.port)}early `)
  await client.until(/\r\n\r\nearly $/)
  client.socket.end('late')
  await client.until(/early late$/)
  assert.equal(origin.received, 'early late')
  assert.equal((await entry()).bytes.fromClient, connecting(origin.port).length + 10)
})

test('what follows a CONNECT that is refused is never a request', async (t) => {
  const { port, entries } = await startProxy(t)
  const client = await startClient(t, port)
  client.socket.end(
    'CONNECT o.example:443 HTTP/1.1\r\nHost: o.example:443\r\n\r\nGET http://o.example/ HTTP/1.1\r\nHost: o.example\r\n\r\n',
  )
  const answer = await client.rest()
  assert.match(answer, /^HTTP\/1\.1 407 .*\r\nConnection: close\r\n/s)
  assert.equal(answer.match(/HTTP\/1\.1 4/g)?.length, 1)
  assert.equal(entries.length, 1)
})

test('a target that refuses is 502, before anything is promised', async (t) => {
  const { port, entry, proxy } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(connecting(1))
  assert.match(await client.until(/\r\n\r\n/), /^HTTP\/1\.1 502 /)
  const { fault, outcome } = await entry()
  assert.deepEqual([fault, outcome], ['CONNECT_REFUSED', 'failed'])
  assert.equal(proxy.live.tunnels, 0)
})

test('a user has no more tunnels than the limit, and gets one again when one has ended', async (t) => {
  const origin = await startOrigin(t, echo)
  const { port, entry, proxy } = await startProxy(t, { tunnelsPerUserMax: 1 })
  const first = await tunnelTo(t, port, origin.port)
  const second = await startClient(t, port)
  second.send(connecting(origin.port))
  const answer = await second.until(/\r\n\r\n/)
  assert.match(answer, /^HTTP\/1\.1 429 .*\r\nRetry-After: [0-9]+\r\n/s)
  const { outcome, fault } = await entry()
  assert.deepEqual([outcome, fault], ['refused', 'TUNNEL_LIMIT'])
  first.socket.end()
  await first.rest()
  await eventually(() => proxy.live.tunnels === 0, 'the tunnel is gone')
  await tunnelTo(t, port, origin.port)
})

test('the tunnels of one user are not those of another', async (t) => {
  const origin = await startOrigin(t, echo)
  const anybody = {
    ...ALICE,
    authenticate: ([value = '']: readonly string[]) =>
      ({ kind: 'accepted', user: value, scheme: 'basic' }) as const,
  }
  const { port } = await startProxy(t, { tunnelsPerUserMax: 1 }, anybody)
  await tunnelTo(t, port, origin.port)
  const other = await startClient(t, port)
  other.send(connecting(origin.port).replace('Basic ok', 'Basic bob'))
  await other.until(ESTABLISHED)
})

for (const [name, act] of [
  ['the client resets', (client: Socket) => client.resetAndDestroy()],
  ['the origin resets', (_: Socket, origin: Socket) => origin.resetAndDestroy()],
  [
    'both reset at once',
    (client: Socket, origin: Socket) => {
      client.resetAndDestroy()
      origin.resetAndDestroy()
    },
  ],
] as const) {
  test(`when ${name} both sides are closed, and it is written down once`, async (t) => {
    let peer: Socket | undefined
    const origin = await startOrigin(t, (socket) => {
      peer = socket
    })
    const { port, entry, entries, proxy } = await startProxy(t)
    const client = await tunnelTo(t, port, origin.port)
    await eventually(() => peer !== undefined, 'the origin is there')
    act(client.socket, peer!)
    assert.equal((await entry()).outcome, 'tunnelled')
    await ended(client.socket)
    await ended(peer!)
    assert.equal(entries.length, 1)
    assert.deepEqual(proxy.live, { connections: 0, exchanges: 0, tunnels: 0 })
  })
}

test('a client that has said its end before it is answered has said it to the origin', async (t) => {
  let hasEnded = false
  const origin = await startOrigin(t, (socket) => {
    socket.on('end', () => {
      hasEnded = true
      socket.end('all of it')
    })
  })
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.socket.end(`${connecting(origin.port)}hello`)
  await client.until(/all of it$/)
  assert.equal(hasEnded, true)
  assert.equal(origin.received, 'hello')
  assert.equal((await entry()).outcome, 'tunnelled')
})

test('a client that leaves while its target is looked for gets no tunnel, and none is left', async (t) => {
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const slow = {
    ...ALICE,
    authenticate: async (values: readonly string[], request: Asked) => {
      asked.resolve()
      await gate.promise
      return ALICE.authenticate(values, request)
    },
  }
  let peer: Socket | undefined
  const origin = await startOrigin(t, (socket) => {
    peer = socket
  })
  const { port, entry, proxy } = await startProxy(t, {}, slow)
  const client = await startClient(t, port)
  client.send(connecting(origin.port))
  await asked.promise
  client.socket.resetAndDestroy()
  await new Promise((resolve) => setImmediate(resolve))
  gate.resolve()
  const { outcome } = await entry()
  // Whether the reset was seen before the tunnel was joined or after: nothing stays.
  assert.ok(outcome === 'aborted' || outcome === 'tunnelled', outcome)
  await eventually(() => proxy.live.connections === 0, 'no connection is left')
  if (peer !== undefined) await ended(peer)
})

test('a tunnel in which nothing moves is ended, and its entry says why', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port, entry } = await startProxy(t, { tunnelIdleTimeoutMs: 50 })
  const client = await tunnelTo(t, port, origin.port)
  const { outcome, fault } = await entry()
  assert.deepEqual([outcome, fault], ['tunnelled', 'RELAY_IDLE'])
  await ended(client.socket)
})

test('a proxy that stops opens no further tunnel', async (t) => {
  const origin = await startOrigin(t, echo)
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const slow = {
    ...ALICE,
    authenticate: async (values: readonly string[], request: Asked) => {
      asked.resolve()
      await gate.promise
      return ALICE.authenticate(values, request)
    },
  }
  const { port, entry, proxy } = await startProxy(t, {}, slow)
  const client = await startClient(t, port)
  client.send(connecting(origin.port))
  await asked.promise
  const drained = proxy.drain(10_000)
  gate.resolve()
  assert.match(await client.until(/\r\n\r\n/), /^HTTP\/1\.1 503 .*\r\nRetry-After: /s)
  assert.equal((await entry()).fault, 'DRAINING')
  client.socket.end()
  await drained
})

test('an upgrade becomes a tunnel: early octets of both sides arrive, and it counts as one', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => {
      socket.write(`${SWITCHED}hello `)
      echo(socket)
    })
  })
  const { port, proxy, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(
    `${asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Connection: Upgrade', 'Upgrade: x')}early `,
  )
  await client.until(/^HTTP\/1\.1 101 Switching Protocols\r\n.*\r\n\r\nhello early $/s)
  assert.deepEqual(proxy.live, { connections: 1, exchanges: 1, tunnels: 1 })
  client.socket.end('bye')
  await client.until(/hello early bye$/)
  const { outcome, status } = await entry()
  assert.deepEqual([outcome, status], ['tunnelled', 101])
  assert.equal(proxy.live.connections, 0)
})

test('an upgrade waits for the request to be whole', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => socket.write(SWITCHED))
  })
  const { port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(
    asking(
      `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`,
      'Connection: Upgrade',
      'Upgrade: x',
      'Content-Length: 3',
    ),
  )
  await eventually(() => origin.received !== '', 'the origin was asked')
  client.send('abcdef')
  await client.until(/ 101 /)
  await eventually(() => origin.received.endsWith('abcdef'), 'content, then the new protocol')
})

test('an upgrade that the origin declines is a response like others', async (t) => {
  const origin = await startOrigin(t, answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'))
  const { port, proxy } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(
    asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Connection: Upgrade', 'Upgrade: x'),
  )
  await client.until(/^HTTP\/1\.1 200 .*hi$/s)
  assert.equal(proxy.live.tunnels, 0)
  client.socket.end()
  await ended(client.socket)
})

test('protocols are not switched when the content before it turns out to be wrong', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => socket.write(SWITCHED))
  })
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  const ask = `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`
  client.send(asking(ask, 'Connection: Upgrade', 'Upgrade: x', 'Transfer-Encoding: chunked'))
  await eventually(() => origin.received !== '', 'the origin was asked')
  client.send('zz\r\nGARBAGE')
  assert.match(await client.until(/\r\n\r\n/), /^HTTP\/1\.1 400 /)
  assert.equal((await entry()).fault, 'BODY_MALFORMED')
})

test('requests for tunnels that come at one time do not all find room', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port } = await startProxy(t, { tunnelsPerUserMax: 1 })
  const clients = await Promise.all([1, 2, 3, 4].map(() => startClient(t, port)))
  for (const client of clients) client.send(connecting(origin.port))
  const answers = await Promise.all(clients.map((client) => client.until(/^HTTP\/1.1 \d\d\d/)))
  const statuses = answers.map((answer) => answer.slice(9, 12)).sort()
  assert.deepEqual(statuses, ['200', '429', '429', '429'])
})

test('an upgrade counts against the same limit', async (t) => {
  const origin = await startOrigin(t, answering(SWITCHED))
  const { port, proxy } = await startProxy(t, { tunnelsPerUserMax: 1 })
  const ask = `GET http://127.0.0.1:${origin.port}/ HTTP/1.1`
  const [first, second] = [await startClient(t, port), await startClient(t, port)]
  first.send(asking(ask, 'Connection: Upgrade', 'Upgrade: x'))
  await first.until(/ 101 .*\r\n\r\n/s)
  second.send(asking(ask, 'Connection: Upgrade', 'Upgrade: x'))
  assert.match(await second.until(/\r\n\r\n/), /^HTTP\/1\.1 429 /)
  assert.equal(proxy.live.tunnels, 1)
})

test('a reset of the origin reaches the client as a reset, not as an end', async (t) => {
  let peer: Socket | undefined
  const origin = await startOrigin(t, (socket) => {
    peer = socket
    socket.once('data', () => socket.write('part'))
  })
  const { port } = await startProxy(t)
  const client = await tunnelTo(t, port, origin.port)
  const failed = new Promise<NodeJS.ErrnoException>((resolve) =>
    client.socket.once('error', resolve),
  )
  client.send('x')
  await client.until(/part$/)
  peer?.resetAndDestroy()
  assert.equal((await failed).code, 'ECONNRESET')
})

test('a client that resets before the protocols could be switched was never tunnelled', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => socket.write(SWITCHED))
  })
  const { port, entry, entries, proxy } = await startProxy(t)
  const client = await startClient(t, port)
  const ask = `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`
  client.send(asking(ask, 'Connection: Upgrade', 'Upgrade: x', 'Content-Length: 10'))
  await eventually(() => origin.received !== '', 'the origin was asked')
  client.socket.resetAndDestroy()
  const { outcome, status } = await entry()
  assert.deepEqual([outcome, status], ['aborted', 499])
  await eventually(() => proxy.live.connections === 0, 'no connection is left')
  assert.equal(entries.length, 1)
})

test('a 407 to CONNECT keeps the connection, for schemes that log it in', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(connecting(origin.port).replace('Basic ok', 'Basic no'))
  assert.doesNotMatch(await client.until(/ 407 .*\r\n\r\n.*\n$/s), /\r\nConnection: close\r\n/)
  client.send(connecting(origin.port))
  await client.until(/ 407 .* 200 /s)
})

test('every other refusal of CONNECT ends the connection: what follows was meant for the tunnel', async (t) => {
  const { port, entries } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(connecting(1))
  await client.until(/ 502 .*\r\nConnection: close\r\n/s)
  client.send('GET http://smuggled.example/ HTTP/1.1\r\nHost: smuggled.example\r\n\r\n')
  assert.equal((await client.rest()).match(/^HTTP\/1\.1/gm)?.length, 1)
  assert.equal(entries.length, 1)
})
