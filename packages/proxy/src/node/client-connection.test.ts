import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import type { Asked } from '@hopwise/auth'
import { eventually } from '../testing/eventually.ts'
import {
  ALICE,
  answering,
  asking,
  failureOfSending,
  startClient,
  startOrigin,
  talk,
} from '../testing/loopback.ts'
import { closed } from '../testing/socket-pair.ts'
import { connecting, startEngine } from '../testing/start-engine.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'

test('an idle connection is closed without a word, and nothing is written down', async (t) => {
  const { port, entries, engine } = await startEngine(t, { idleTimeoutMs: 50 })
  const client = await startClient(t, port)
  assert.equal(await client.rest(), '')
  await eventually(() => engine.clients.size === 0, 'the client is forgotten')
  assert.equal(entries.length, 0)
})

test('a connection that is idle between two requests is closed without a word', async (t) => {
  const { port, entries } = await startEngine(t, { idleTimeoutMs: 500 })
  const client = await startClient(t, port)
  client.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const answer = await client.rest()
  assert.equal(answer.match(/^HTTP\/1\.1/gm)?.length, 1)
  assert.equal(entries.length, 1)
})

for (const part of ['G', 'GET / HTTP/1.1', 'GET / HTTP/1.1\r\nHost: x\r\n']) {
  test(`a head that stops after ${JSON.stringify(part)} is 408`, async (t) => {
    const { port, entries } = await startEngine(t, { headTimeoutMs: 50 })
    const answer = await talk(t, port, part)
    assert.match(answer, /^HTTP\/1\.1 408 Request Timeout\r\n.*\r\nConnection: close\r\n/s)
    const { fault, outcome, method } = entries[0]!
    assert.deepEqual([entries.length, fault, outcome, method], [1, 'HEAD_TIMEOUT', 'refused', ''])
  })
}

test('the time for a head is counted from its first octet, however it drips', async (t) => {
  const { port, entries } = await startEngine(t, { headTimeoutMs: 300 })
  const client = await startClient(t, port)
  const drip = setInterval(() => client.send('X'), 20)
  t.after(() => clearInterval(drip))
  client.send('GET / HTTP/1.1\r\n')
  await client.until(/^HTTP\/1\.1 408 /)
  assert.equal(entries[0]?.fault, 'HEAD_TIMEOUT')
})

test('a head that comes octet by octet is a request like others', async (t) => {
  const { port } = await startEngine(t)
  const client = await startClient(t, port)
  client.socket.setNoDelay(true)
  for (const octet of 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n') {
    client.send(octet)
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.match(await client.rest(), /^HTTP\/1\.1 200 /)
})

test('a client that leaves in the middle of a head has asked for nothing', async (t) => {
  const { port, entries, engine } = await startEngine(t)
  const client = await startClient(t, port)
  client.socket.end('GET / HT')
  assert.equal(await client.rest(), '')
  await eventually(() => engine.clients.size === 0, 'the client is forgotten')
  assert.equal(entries.length, 0)
})

test('requests that come at once are answered one after another, in order', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    let seen = ''
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      for (const [head, path] of seen.matchAll(/GET \/(\d) .*?\r\n\r\n/gs)) {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n<${path}>`)
        seen = seen.replace(head, '')
      }
    })
  })
  const { port, entries } = await startEngine(t)
  const client = await startClient(t, port)
  const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  client.send(
    numbers.map((n) => asking(`GET http://127.0.0.1:${origin.port}/${n} HTTP/1.1`)).join(''),
  )
  const answers = await client.until(/<9>$/)
  assert.deepEqual(
    answers.match(/<\d>/g),
    numbers.map((n) => `<${n}>`),
  )
  assert.equal(origin.accepted, 1)
  assert.equal(entries.length, 10)
})

test('a request behind one with content begins where the content ends', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    let seen = ''
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      if (!/\r\n\r\nhello$|^GET .*\r\n\r\n$/s.test(seen)) return
      seen = ''
      socket.write(OK)
    })
  })
  const { port } = await startEngine(t)
  const client = await startClient(t, port)
  client.send(
    `${asking(`POST http://127.0.0.1:${origin.port}/a HTTP/1.1`, 'Content-Length: 5')}hello${asking(`GET http://127.0.0.1:${origin.port}/b HTTP/1.1`)}`,
  )
  await client.until(/hi.*hi$/s)
  assert.match(origin.received, /\r\n\r\nhelloGET \/b /)
})

test('what follows a request that ends the connection is not served', async (t) => {
  const { port, entries } = await startEngine(t)
  const one = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
  const answer = await talk(t, port, one + one)
  assert.equal(answer.match(/^HTTP\/1\.1/gm)?.length, 1)
  assert.equal(entries.length, 1)
})

test('what follows a head that is not valid is not read', async (t) => {
  const { port, entries } = await startEngine(t)
  const client = await startClient(t, port)
  client.socket.end('GET / HTTP/1.1\r\nHost : x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const answer = await client.rest()
  assert.match(answer, /^HTTP\/1\.1 400 .*\r\nConnection: close\r\n/s)
  assert.equal(answer.match(/^HTTP\/1\.1/gm)?.length, 1)
  assert.equal(entries.length, 1)
})

test('an HTTP/1.0 client is answered once, whatever it says about keeping alive', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const { port } = await startEngine(t)
  const answer = await talk(
    t,
    port,
    asking(
      `GET http://127.0.0.1:${origin.port}/ HTTP/1.0`,
      'Connection: keep-alive',
      'Proxy-Connection: keep-alive',
    ),
  )
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n.*hi$/s)
})

test('a client that has ended after its request is answered, then the connection ends', async (t) => {
  const { port, engine } = await startEngine(t)
  const client = await startClient(t, port)
  client.socket.end('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  assert.match(await client.rest(), /^HTTP\/1\.1 200 /)
  await eventually(() => engine.clients.size === 0, 'the client is forgotten')
})

test('a mapped IPv4 address is shown as people write it', async (t) => {
  const { port, entries } = await startEngine(t)
  await talk(t, port, 'GET / HTTP/1.0\r\n\r\n')
  assert.equal(entries[0]?.client, '127.0.0.1')
})

test('a thousand exchanges on one connection leave no listener behind, on either side', async (t) => {
  const peers: Socket[] = []
  const answer = answering(OK)
  const origin = await startOrigin(t, (socket) => {
    peers.push(socket)
    answer(socket)
  })
  const { port, entries, engine } = await startEngine(t)
  const client = await startClient(t, port)
  const get = asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`)
  const exchanged = async (count: number) => {
    client.send(get.repeat(count - entries.length))
    await eventually(() => entries.length === count, `${count} exchanges`)
  }
  await exchanged(10)
  const ours = (): Socket | undefined => [...engine.clients][0]?.connection.socket
  const before = listenersOf(ours())
  await exchanged(1_000)
  assert.deepEqual(listenersOf(ours()), before)
  assert.equal(origin.accepted, 1)
  assert.equal(engine.pool.open, 1)
  assert.equal(entries.filter(({ status }) => status === 200).length, 1_000)
})

function listenersOf(socket: Socket | undefined): readonly (readonly [string, number])[] {
  assert.ok(socket)
  return socket.eventNames().map((name) => [String(name), socket.listenerCount(name)] as const)
}

test('a client that stays is read in bulk after its first request, and then may post and tunnel', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const echo = await startOrigin(t, (socket) => socket.pipe(socket))
  const { port, engine, sockets } = await startEngine(t)
  const client = await startClient(t, port)
  const socket = (): Socket | undefined => [...engine.clients][0]?.connection.socket
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await client.until(/hi$/)
  await eventually(() => socket() !== undefined && socket() !== sockets[0], 'it is read in bulk')
  const content = 'x'.repeat(300_000)
  client.send(asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Content-Length: 300000'))
  client.send(content)
  await client.until(/hi.*hi$/s)
  client.send(`${connecting(echo.port)}early`)
  await client.until(/200 .*early$/s)
  client.send(`${content}end`)
  await client.until(/xend$/)
  client.socket.destroy()
  await eventually(() => engine.joined.size + engine.clients.size === 0, 'all is over')
  assert.ok(origin.received.endsWith(content))
})

test('a client that asks for a tunnel first keeps the socket it came on', async (t) => {
  const echo = await startOrigin(t, (socket) => socket.pipe(socket))
  const { port, engine, sockets } = await startEngine(t)
  const client = await startClient(t, port)
  client.send(connecting(echo.port).replace(/^Proxy-Authorization.*\r\n/m, ''))
  await client.until(/407 .*\r\n\r\n/s)
  assert.equal([...engine.clients][0]?.connection.socket, sockets[0])
})

test('a fast origin waits for a client that does not read: little is held', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n')
      const piece = Buffer.alloc(64 * 1024)
      const more = (): void => {
        while (!socket.destroyed && socket.write(piece));
      }
      socket.on('drain', more)
      more()
    })
  })
  const { port, sockets } = await startEngine(t)
  const client = await startClient(t, port)
  client.socket.pause()
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await eventually(() => sockets[0]?.writableNeedDrain === true, 'the client is slow')
  await settled(() => sockets[0]!.bytesWritten)
  assert.ok(sockets[0]!.writableLength <= 512 * 1024, `${sockets[0]!.writableLength} octets`)
})

test('a fast client waits for an origin that does not read: little is held', async (t) => {
  const peers: Socket[] = []
  const origin = await startOrigin(t, (socket) => {
    peers.push(socket)
    socket.pause()
  })
  const { port, sockets } = await startEngine(t)
  const client = await startClient(t, port)
  client.send(asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Content-Length: 200000000'))
  client.socket.write(Buffer.alloc(100_000_000))
  await eventually(() => sockets[0]?.isPaused() === true, 'the client is not read from')
  const bytes = await settled(() => sockets[0]!.bytesRead)
  assert.ok(bytes < 50_000_000, `${bytes} octets were read`)
  for (const peer of peers) peer.resetAndDestroy()
  await closed(peers[0]!)
})

/** The value that `measure` stays at. */
async function settled(measure: () => number): Promise<number> {
  let value = measure()
  for (let same = 0; same < 10; ) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    same = measure() === value ? same + 1 : 0
    value = measure()
  }
  return value
}

test('a bug ends its exchange with a 500, is told, and the next request is served', async (t) => {
  const bug = new TypeError('not possible')
  const broken = {
    ...ALICE,
    authenticate: (values: readonly string[], asked: Asked) => {
      if (values[0] === 'Basic bug') throw bug
      return ALICE.authenticate(values, asked)
    },
  }
  const { port, entries, bugs } = await startEngine(t, {}, broken)
  const client = await startClient(t, port)
  const get = asking('GET http://hopwise.internal/ HTTP/1.1')
  client.send(get.replace('Basic ok', 'Basic bug'))
  await client.until(/^HTTP\/1\.1 500 .*\r\n\r\n/s)
  client.send(get)
  await client.until(/HTTP\/1\.1 200 OK/)
  assert.deepEqual(bugs, [bug])
  assert.deepEqual(
    entries.map(({ status, fault }) => [status, fault]),
    [
      [500, 'INTERNAL_ERROR'],
      [200, undefined],
    ],
  )
})

test('a verdict that fails is a bug like others', async (t) => {
  const bug = new TypeError('not possible')
  const broken = { ...ALICE, authenticate: () => Promise.reject(bug) }
  const { port, entries, bugs } = await startEngine(t, {}, broken)
  const answer = await talk(t, port, asking('GET http://o.example/ HTTP/1.1', 'Connection: close'))
  assert.match(answer, /^HTTP\/1\.1 500 /)
  assert.deepEqual(bugs, [bug])
  assert.equal(entries[0]?.fault, 'INTERNAL_ERROR')
})

test('a journal that throws is a bug, and its connection ends', async (t) => {
  const { port, engine, bugs } = await startEngine(t)
  const bug = new TypeError('the journal is closed')
  Object.defineProperty(engine, 'record', {
    value: () => {
      throw bug
    },
  })
  const client = await startClient(t, port)
  client.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await client.rest()
  assert.ok(bugs.every((told) => told === bug) && bugs.length > 0)
  await eventually(() => engine.clients.size === 0, 'the client is forgotten')
})

test('a client that goes on sending after its 408 for a head is not reset', async (t) => {
  const { port } = await startEngine(t, { headTimeoutMs: 50 })
  const client = await startClient(t, port)
  client.send('GET http://o/ HTTP/1.1\r\n')
  assert.match(await client.rest(), /^HTTP\/1\.1 408 /)
  assert.equal(await failureOfSending(client.socket, 'X: 1\r\n'), undefined)
})

test('an empty line alone is no request: the connection is idle', async (t) => {
  const { port, entries } = await startEngine(t, { headTimeoutMs: 30, idleTimeoutMs: 60 })
  const client = await startClient(t, port)
  client.send('\r\n')
  assert.equal(await client.rest(), '')
  assert.equal(entries.length, 0)
})

test('who asks for our pages and does not take them gets no further ones: little is held', async (t) => {
  const { port, sockets } = await startEngine(t)
  const client = await startClient(t, port)
  client.socket.pause()
  client.send('GET / HTTP/1.1\r\nHost: o\r\nAccept: text/html\r\n\r\n'.repeat(40_000))
  await eventually(() => sockets[0]?.writableNeedDrain === true, 'the client is behind')
  // Each turn of the loop would answer thousands more.
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
  assert.ok(sockets[0]!.writableLength < 1 << 20, `${sockets[0]!.writableLength} octets are held`)
})
