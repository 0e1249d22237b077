import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import type { Asked } from '@hopwise/auth'
import { openAccess } from '../core/access.ts'
import { createProxy } from '../index.ts'
import { eventually } from '../testing/eventually.ts'
import {
  ALICE,
  answering,
  asking,
  startClient,
  startOrigin,
  startProxy,
  talk,
} from '../testing/loopback.ts'
import { aParent, startChild } from '../testing/parents.ts'
import { ended } from '../testing/socket-pair.ts'
import { connecting } from '../testing/start-engine.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'
const SWITCHED = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'
const LONG_MS = 30_000

test('port 0 picks one, and says which', async (t) => {
  const { proxy } = await startProxy(t)
  const one = await proxy.listen({ host: '127.0.0.1', port: 0 })
  const two = await proxy.listen({ host: '127.0.0.1', port: 0 })
  assert.equal(one.host, '127.0.0.1')
  assert.notEqual(one.port, two.port)
  for (const { port } of [one, two]) {
    assert.match(await talk(t, port, 'GET / HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /)
  }
})

test('a port that is taken is told as Node tells it', async (t) => {
  const { proxy, port } = await startProxy(t)
  await assert.rejects(proxy.listen({ host: '127.0.0.1', port }), { code: 'EADDRINUSE' })
})

test('live counts what is there at this moment', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { proxy, port } = await startProxy(t)
  assert.deepEqual(proxy.live, { connections: 0, exchanges: 0, tunnels: 0 })
  await startClient(t, port)
  await eventually(() => proxy.live.connections === 1, 'an idle connection')
  assert.deepEqual(proxy.live, { connections: 1, exchanges: 0, tunnels: 0 })
  const waiting = await startClient(t, port)
  waiting.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await eventually(() => proxy.live.exchanges === 1, 'an exchange')
  const tunnel = await startClient(t, port)
  tunnel.send(connecting(origin.port))
  await tunnel.until(/ 200 /)
  assert.deepEqual(proxy.live, { connections: 3, exchanges: 2, tunnels: 1 })
})

test('one more client than can be served is told so', async (t) => {
  const { proxy, port, entry } = await startProxy(t, { clientConnectionsMax: 1 })
  const first = await startClient(t, port)
  await eventually(() => proxy.live.connections === 1, 'the first is there')
  const second = await startClient(t, port)
  second.socket.end()
  const answer = await second.rest()
  assert.match(answer, /^HTTP\/1\.1 503 .*\r\nRetry-After: [0-9]+\r\n.*\r\nConnection: close\r\n/s)
  const { fault, outcome, method } = await entry()
  assert.deepEqual([fault, outcome, method], ['OVERLOADED', 'refused', ''])
  // The first one is served all the same, and when it has gone there is room.
  first.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await first.until(/^HTTP\/1\.1 200 /)
  first.socket.end()
  await first.rest()
  await eventually(() => proxy.live.connections === 0, 'the first is gone')
  assert.match(await talk(t, port, 'GET / HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /)
})

test('a client with a tunnel counts as one', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port } = await startProxy(t, { clientConnectionsMax: 1 })
  const tunnel = await startClient(t, port)
  tunnel.send(connecting(origin.port))
  await tunnel.until(/ 200 /)
  const second = await startClient(t, port)
  second.socket.end()
  assert.match(await second.rest(), /^HTTP\/1\.1 503 /)
})

test('a client whose tunnel is being opened counts as one', async (t) => {
  const parent = await startOrigin(t, () => {})
  const child = await startChild(t, aParent(parent.port), { limits: { clientConnectionsMax: 2 } })
  const first = await startClient(t, child.port)
  first.send(connecting(1))
  await eventually(() => parent.received !== '', 'the parent is asked')
  assert.match(await talk(t, child.port, 'GET / HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /)
})

test('draining closes idle connections at once, of both kinds', async (t) => {
  let peer: Socket | undefined
  const origin = await startOrigin(t, (socket) => {
    peer = socket
    answering(OK)(socket)
  })
  const { proxy, port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await client.until(/hi$/)
  await proxy.drain(LONG_MS)
  await client.rest()
  await ended(peer!)
  assert.deepEqual(proxy.live, { connections: 0, exchanges: 0, tunnels: 0 })
})

test('after draining nobody is accepted', async (t) => {
  const { proxy, port } = await startProxy(t)
  await proxy.drain(LONG_MS)
  const socket = connect(port, '127.0.0.1')
  const [error] = await once(socket, 'error')
  assert.equal(error.code, 'ECONNREFUSED')
})

test('an exchange that is under way finishes, is told that the connection ends, and is recorded', async (t) => {
  const asked = Promise.withResolvers<Socket>()
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => asked.resolve(socket))
  })
  const { proxy, port, entries } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  const peer = await asked.promise
  const drained = proxy.drain(LONG_MS)
  peer.write(OK)
  assert.match(await client.rest(), /^HTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n.*hi$/s)
  await drained
  assert.deepEqual(
    entries.map(({ outcome, status }) => [outcome, status]),
    [['relayed', 200]],
  )
})

test('a response whose head is out already finishes too', async (t) => {
  const begun = Promise.withResolvers<Socket>()
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfi')
      begun.resolve(socket)
    })
  })
  const { proxy, port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await client.until(/fi$/)
  const drained = proxy.drain(LONG_MS)
  ;(await begun.promise).write('ne')
  assert.match(await client.rest(), /fine$/)
  await drained
})

test('a request whose head has begun is served', async (t) => {
  const { proxy, port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send('GET / HTTP/1.1\r\n')
  await eventually(() => proxy.live.exchanges === 1, 'the head has begun')
  const drained = proxy.drain(LONG_MS)
  client.send('Host: x\r\n\r\n')
  assert.match(await client.rest(), /^HTTP\/1\.1 200 .*\r\nConnection: close\r\n/s)
  await drained
})

test('a tunnel has the grace period, and ends with it', async (t) => {
  let peer: Socket | undefined
  const origin = await startOrigin(t, (socket) => {
    peer = socket
    socket.on('data', (piece: Buffer) => socket.write(piece))
  })
  const { proxy, port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(connecting(origin.port))
  await client.until(/ 200 .*\r\n\r\n/s)
  const drained = proxy.drain(1_000)
  client.send('still')
  await client.until(/still$/)
  await drained
  assert.equal((await entry()).outcome, 'tunnelled')
  await ended(client.socket)
  await ended(peer!)
  assert.equal(proxy.live.tunnels, 0)
})

test('a tunnel that ends by itself ends the wait', async (t) => {
  const origin = await startOrigin(t, (socket) => socket.on('end', () => socket.end()))
  const { proxy, port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(connecting(origin.port))
  await client.until(/ 200 /)
  const drained = proxy.drain(LONG_MS)
  client.socket.end()
  await drained
})

test('an exchange that is not done when the grace period is over is aborted, on both sides', async (t) => {
  const asked = Promise.withResolvers<Socket>()
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => asked.resolve(socket))
  })
  const { proxy, port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  const peer = await asked.promise
  await proxy.drain(50)
  await client.rest()
  const { outcome, status } = await entry()
  assert.deepEqual([outcome, status], ['aborted', 499])
  await ended(peer)
})

test('draining twice, or with nothing to drain, is over at once', async (t) => {
  const { proxy } = await startProxy(t)
  await Promise.all([proxy.drain(LONG_MS), proxy.drain(0)])
  const unused = createProxy({
    name: 'us',
    egress: { allowPrivate: true },
    access: openAccess(ALICE),
    record: () => {},
  })
  await unused.drain(LONG_MS)
})

test('draining is over when a tunnel that it ended is written down', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port, proxy, entries } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(connecting(origin.port))
  await client.until(/ 200 .*\r\n\r\n/s)
  await proxy.drain(0)
  assert.equal(entries[0]?.outcome, 'tunnelled')
})

test('draining is over when an exchange that it ended is written down', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port, proxy, entries } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await eventually(() => origin.received !== '', 'the origin was asked')
  await proxy.drain(0)
  assert.equal(entries[0]?.outcome, 'aborted')
})

test('draining is not over while a client is still being authenticated', async (t) => {
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
  const { port, proxy, entries } = await startProxy(t, {}, slow)
  const client = await startClient(t, port)
  client.send(asking('GET http://127.0.0.1:1/ HTTP/1.1'))
  await asked.promise
  const drained = proxy.drain(0)
  await ended(client.socket)
  assert.equal(entries.length, 0)
  gate.resolve()
  await drained
  assert.equal(entries.length, 1)
})

test('draining ends clients that are being told that there are too many', async (t) => {
  const { port, proxy } = await startProxy(t, { clientConnectionsMax: 0, lingerTimeoutMs: LONG_MS })
  const client = await startClient(t, port)
  await client.until(/ 503 /)
  await proxy.drain(0)
  await ended(client.socket)
})

test('no more than 64 clients are being told so at one time: the next is closed without a word', async (t) => {
  const { port, entries } = await startProxy(t, { clientConnectionsMax: 0 })
  const told = await Promise.all(Array.from({ length: 64 }, () => startClient(t, port)))
  for (const client of told) await client.until(/ 503 /)
  assert.equal(await (await startClient(t, port)).rest(), '')
  assert.equal(entries.length, 64)
})

test('an upgrade both of whose sides are gone before it is answered does not hold draining up', async (t) => {
  let peer: Socket | undefined
  const origin = await startOrigin(t, (socket) => {
    peer = socket
    socket.once('data', () => socket.write(SWITCHED))
  })
  const { port, proxy, entries } = await startProxy(t)
  const client = await startClient(t, port)
  const ask = `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`
  client.send(asking(ask, 'Connection: Upgrade', 'Upgrade: x', 'Content-Length: 10'))
  await eventually(() => origin.received !== '', 'the origin was asked')
  peer?.resetAndDestroy()
  client.socket.resetAndDestroy()
  await proxy.drain(LONG_MS)
  assert.equal(entries.length, 1)
  assert.deepEqual(proxy.live, { connections: 0, exchanges: 0, tunnels: 0 })
})

test('a port can be given back: idle clients end, an exchange under way finishes, others go on', async (t) => {
  const given = Promise.withResolvers<void>()
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => given.promise.then(() => socket.write(OK)))
  })
  const { proxy, port } = await startProxy(t)
  const bound = await proxy.listen({ host: '127.0.0.1', port: 0 }, { access: openAccess(ALICE) })
  const idle = await startClient(t, bound.port)
  const busy = await startClient(t, bound.port)
  busy.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await eventually(() => proxy.live.exchanges === 1 && proxy.live.connections === 2, 'both there')
  bound.close()
  assert.equal(await idle.rest(), '')
  given.resolve()
  assert.match(await busy.rest(), /hi$/)
  await assert.rejects(startClient(t, bound.port), { code: 'ECONNREFUSED' })
  assert.match(await talk(t, port, 'GET / HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /)
})

test('where the proxy may connect to can change while it runs', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const { proxy, port } = await startProxy(t)
  const request = asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`)
  const client = await startClient(t, port)
  client.send(request)
  await client.until(/hi$/)
  proxy.replaceEgress({ allowPrivate: false })
  client.send(request)
  assert.match(await client.until(/403 Forbidden/), /DESTINATION_FORBIDDEN/)
})

test('in another network a request on a kept connection from an address that is gone is sent again', async (t) => {
  let asked = 0
  // The second time it does not answer: what it says goes to an address that nobody has.
  const origin = await startOrigin(t, (socket) => {
    socket.on('data', () => {
      asked++
      if (asked !== 2) socket.write(OK)
    })
  })
  const { proxy, port } = await startProxy(t)
  const client = await startClient(t, port)
  const request = asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`)
  client.send(request)
  await client.until(/hi$/)
  client.send(request)
  await eventually(() => asked === 2, 'the second request')
  proxy.networkChanged(new Set(['192.0.2.1']))
  await eventually(() => asked === 3, 'the second request, once more')
  await client.until(/hi[\s\S]*hi$/)
})
