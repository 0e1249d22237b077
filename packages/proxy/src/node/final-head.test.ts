import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { requestHead } from '../testing/heads.ts'
import { asking, startClient, startOrigin, startProxy } from '../testing/loopback.ts'
import { received, socketPair } from '../testing/socket-pair.ts'
import { anEngine, aScene } from '../testing/start-engine.ts'
import { nextHopOn } from './connect-next-hop.ts'
import { Connection } from './connection.ts'
import { awaitFinalHead, type FinalHead } from './final-head.ts'
import type { NextHop } from './next-hop-pool.ts'

interface Reading {
  readonly head: Promise<FinalHead>
  readonly nextHop: NextHop
  /** The origin's end of its connection, and the client's. */
  readonly origin: Socket
  readonly client: Socket
}

async function reading(
  t: TestContext,
  requestLine = 'GET http://o.example/ HTTP/1.1',
): Promise<Reading> {
  const { engine } = anEngine({ limits: { responseTimeoutMs: 10_000 } })
  const { scene, far } = await aScene(t, engine)
  scene.exchange.head = requestHead(requestLine)
  const origin = await socketPair(t)
  const connection = new Connection(origin.near, engine.deadlines)
  t.after(() => connection.destroy())
  const nextHop = nextHopOn(connection, 'o:80', '192.0.2.1:80', engine)
  const head = new Promise<FinalHead>((resolve, reject) => {
    awaitFinalHead(nextHop, scene, { resolve, reject })
  })
  return { head, nextHop, origin: origin.far, client: far }
}

function statusOf(head: FinalHead): number | string {
  return head === 'closed-unanswered' ? head : head.status
}

test('the head is read, and what is behind it is content', async (t) => {
  const { head, nextHop, origin } = await reading(t)
  origin.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')
  assert.equal(statusOf(await head), 200)
  assert.equal(Buffer.from(nextHop.connection.take() ?? []).toString(), 'hi')
})

test('a head may come octet by octet, interim ones before it too', async (t) => {
  const { head, nextHop, origin, client } = await reading(t)
  origin.setNoDelay(true)
  const seen = received(client, /\r\n\r\n$/)
  for (const octet of 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No\r\n\r\nX') {
    origin.write(octet)
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.equal(statusOf(await head), 204)
  assert.equal(Buffer.from((await nextHop.connection.read(PATIENCE)) ?? []).toString(), 'X')
  assert.match(await seen, /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a>\r\nVia: 1\.1 us\r\n\r\n$/)
})

test('interim and final responses may come in one piece', async (t) => {
  const { head, origin, client } = await reading(t)
  const seen = received(client, /102/)
  origin.write(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n',
  )
  assert.equal(statusOf(await head), 404)
  assert.match(await seen, /^HTTP\/1\.1 100 .*HTTP\/1\.1 102 /s)
})

test('a client of HTTP/1.0 hears of no interim response', async (t) => {
  const { head, origin, client } = await reading(t, 'GET http://o.example/ HTTP/1.0')
  let bytes = 0
  client.on('data', (piece: Buffer) => {
    bytes += piece.length
  })
  origin.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n')
  assert.equal(statusOf(await head), 200)
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(bytes, 0)
})

test('101 is final: what is behind it is not HTTP', async (t) => {
  const { head, nextHop, origin } = await reading(t)
  origin.write('HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n')
  assert.equal(statusOf(await head), 101)
  assert.match(Buffer.from(nextHop.connection.take() ?? []).toString(), /^HTTP\/1\.1 200 /)
})

for (const [name, act] of [
  ['ends', (origin: Socket) => origin.end()],
  ['resets', (origin: Socket) => origin.resetAndDestroy()],
] as const) {
  test(`a next hop that ${name} without an octet has not answered`, async (t) => {
    const { head, origin } = await reading(t)
    act(origin)
    assert.equal(await head, 'closed-unanswered')
  })

  test(`a next hop that ${name} after an interim response, or in a head, has closed`, async (t) => {
    for (const begun of ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 2']) {
      const { head, nextHop, origin } = await reading(t)
      const failing = assert.rejects(head, { code: 'NEXT_HOP_CLOSED' })
      origin.write(begun)
      while (nextHop.connection.socket.bytesRead < begun.length) {
        await new Promise((resolve) => setImmediate(resolve))
      }
      act(origin)
      await failing
    }
  })
}

test('a head that is too large is that, garbage is malformed, and both say of whom', async (t) => {
  const large = await reading(t)
  const tooLarge = assert.rejects(large.head, { code: 'RESPONSE_HEAD_TOO_LARGE' })
  large.origin.write(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(70_000)}`)
  await tooLarge
  const garbage = await reading(t)
  const malformed = assert.rejects(garbage.head, {
    code: 'RESPONSE_MALFORMED',
    detail: /^192\.0\.2\.1:80 sent a response head that is not valid: /,
  })
  garbage.origin.write('SSH-2.0-x\r\n')
  await malformed
})

test('interim responses come to an end: 32 are passed on, one more is malformed', async (t) => {
  const enough = await reading(t)
  enough.origin.write(`${'HTTP/1.1 102 P\r\n\r\n'.repeat(32)}HTTP/1.1 200 OK\r\n\r\n`)
  assert.equal(statusOf(await enough.head), 200)
  const tooMany = await reading(t)
  const failing = assert.rejects(tooMany.head, { code: 'RESPONSE_MALFORMED' })
  tooMany.origin.write('HTTP/1.1 102 P\r\n\r\n'.repeat(33))
  await failing
})

const PATIENCE = { ms: 5_000, fault: 'RESPONSE_TIMEOUT' } as const

test('the time for a head is counted from the request, however it drips', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => {
      const drip = setInterval(() => socket.write('HTTP/1.1 200 OK\r\nX: '.charAt(at++) || 'x'), 10)
      let at = 0
      socket.once('close', () => clearInterval(drip))
      socket.once('end', () => socket.end())
    })
  })
  const { port, entries } = await startProxy(t, { responseTimeoutMs: 100 })
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await client.until(/^HTTP\/1\.1 504 /)
  assert.equal(entries[0]?.fault, 'RESPONSE_TIMEOUT')
})
