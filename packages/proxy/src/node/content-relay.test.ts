import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { bodyReader, connectionOptions, type Framing } from '@hopwise/http'
import { responseHead } from '../testing/heads.ts'
import { socketPair } from '../testing/socket-pair.ts'
import { anEngine } from '../testing/start-engine.ts'
import { nextHopOn } from './connect-next-hop.ts'
import { Connection } from './connection.ts'
import { ContentRelay } from './content-relay.ts'
import { Deadlines } from './deadlines.ts'
import type { NextHop } from './next-hop-pool.ts'

const CHUNKED: Framing = { kind: 'chunked' }
const CLOSE: Framing = { kind: 'close' }

interface Relaying {
  readonly relay: ContentRelay
  readonly nextHop: NextHop
  readonly farNextHop: Socket
  /** What has been put for the client since it was asked last. */
  put(): Promise<string>
}

async function relaying(t: TestContext, received: Framing, framing: Framing): Promise<Relaying> {
  const [client, origin] = [await socketPair(t), await socketPair(t)]
  const deadlines = new Deadlines()
  const to = new Connection(client.near, deadlines)
  const connection = new Connection(origin.near, deadlines)
  const nextHop = nextHopOn(connection, 'o:80', '192.0.2.1:80', anEngine().engine)
  const { fields } = responseHead('HTTP/1.1 200 OK', 'Connection: X-Private')
  const reader = bodyReader(received)
  const relay = new ContentRelay(nextHop, to, reader, framing, connectionOptions(fields))
  let text = ''
  let seen = 0
  client.far.on('data', (piece: Buffer) => {
    text += piece.toString('latin1')
  })
  t.after(() => {
    to.destroy()
    connection.destroy()
  })
  return {
    relay,
    nextHop,
    farNextHop: origin.far,
    put: async () => {
      to.flush()
      while (text.length < to.sentBytes) await new Promise((resolve) => setImmediate(resolve))
      const news = text.slice(seen)
      seen = text.length
      return news
    },
  }
}

function octets(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

test('what has come is passed on without waiting, what is missing is said', async (t) => {
  const { relay, nextHop, put } = await relaying(
    t,
    { kind: 'length', bytes: 5 },
    { kind: 'length', bytes: 5 },
  )
  assert.equal(relay.pass(), 'need-more')
  nextHop.connection.unread(octets('he'), 0)
  assert.equal(relay.pass(), 'need-more')
  assert.equal(await put(), 'he')
  assert.equal(relay.give(octets('llo')), 'done')
  assert.equal(await put(), 'llo')
})

test('what is behind the content is given back', async (t) => {
  const framing: Framing = { kind: 'length', bytes: 2 }
  const { relay, nextHop, put } = await relaying(t, framing, framing)
  assert.equal(relay.give(octets('hiHTTP/1.1')), 'done')
  assert.equal(await put(), 'hi')
  assert.equal(Buffer.from(nextHop.connection.take() ?? []).toString(), 'HTTP/1.1')
})

test('no content is done at once, and takes nothing', async (t) => {
  const { relay, put } = await relaying(t, { kind: 'none' }, { kind: 'none' })
  assert.equal(relay.pass(), 'done')
  assert.equal(await put(), '')
})

test('chunks are framed anew: extensions go, trailers that may stay do', async (t) => {
  const { relay, put } = await relaying(t, CHUNKED, CHUNKED)
  assert.equal(relay.give(octets('3;a=b\r\nabc\r\n')), 'need-more')
  assert.equal(await put(), '3\r\nabc\r\n')
  const rest = '0\r\nX-Sum: 1\r\nX-Private: 2\r\nSet-Cookie: 3\r\n\r\n'
  assert.equal(relay.give(octets(rest)), 'done')
  assert.equal(await put(), '0\r\nX-Sum: 1\r\n\r\n')
})

test('content that ends with the connection ends with a last chunk', async (t) => {
  const { relay, nextHop, farNextHop, put } = await relaying(t, CLOSE, CHUNKED)
  assert.equal(relay.give(octets('abc')), 'need-more')
  farNextHop.end()
  assert.equal(await nextHop.connection.read({ ms: 5_000, fault: 'RELAY_IDLE' }), undefined)
  relay.end()
  assert.equal(await put(), '3\r\nabc\r\n0\r\n\r\n')
})

const cuts: readonly [name: string, framing: Framing, act: (far: Socket) => void][] = [
  ['an end in the middle of a length', { kind: 'length', bytes: 5 }, (far) => far.end()],
  ['an end in the middle of chunks', CHUNKED, (far) => far.end()],
  ['a reset, even of content that ends with the connection', CLOSE, (far) => far.resetAndDestroy()],
]
for (const [name, framing, act] of cuts) {
  test(`${name} is a response that is not complete`, async (t) => {
    const { relay, nextHop, farNextHop } = await relaying(t, framing, framing)
    act(farNextHop)
    assert.equal(await nextHop.connection.read({ ms: 5_000, fault: 'RELAY_IDLE' }), undefined)
    assert.throws(() => relay.end(), {
      code: 'RESPONSE_INCOMPLETE',
      detail: '192.0.2.1:80 closed in the middle of its response',
    })
  })
}

test('content that is not valid is a response that is not complete', async (t) => {
  const { relay } = await relaying(t, CHUNKED, CHUNKED)
  assert.throws(() => relay.give(octets('zz\r\n')), { code: 'RESPONSE_INCOMPLETE' })
})
