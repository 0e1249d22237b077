import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Entry } from '@hopwise/journal'
import { Fault, type FaultCode } from '@hopwise/journal'
import { request } from '../testing/heads.ts'
import { ALICE } from '../testing/loopback.ts'
import { closed, ended, received } from '../testing/socket-pair.ts'
import { anEngine, aScene } from '../testing/start-engine.ts'
import type { Afterwards } from './client-connection.ts'
import { refuse, type Scene, send } from './refuse.ts'

interface Refused {
  readonly text: string
  readonly afterwards: Afterwards
  readonly entry: Entry
}

/** Refuses a request that was received whole, and gives what the client saw. */
async function refused(
  t: TestContext,
  code: FaultCode,
  lines: readonly string[] = ['GET http://o.example/ HTTP/1.1'],
  prepare: (scene: Scene) => void = () => {},
): Promise<Refused> {
  const { engine, entries } = anEngine()
  const made = await aScene(t, engine)
  const found = request(...lines)
  const { scene } = made
  scene.exchange.request = found
  scene.exchange.head = found.head
  scene.exchange.authenticator = ALICE
  prepare(scene)
  const seen = received(made.far, /\r\n\r\n/)
  const afterwards = await refuse(scene, new Fault(code, 'the detail'))
  assert.equal(entries.length, 1)
  return { text: await seen, afterwards, entry: entries[0]! }
}

test('a refusal says what happened, and the next request can come', async (t) => {
  const { text, afterwards, entry } = await refused(t, 'NAME_NOT_RESOLVED')
  assert.match(text, /^HTTP\/1\.1 502 Bad Gateway\r\n/)
  assert.match(text, /\r\nProxy-Status: us; error=dns_error; details="NAME_NOT_RESOLVED"\r\n/)
  assert.match(text, /the detail/)
  assert.doesNotMatch(text, /Connection: close/)
  assert.equal(afterwards, 'persist')
  assert.deepEqual(
    [entry.fault, entry.detail, entry.status, entry.bytes.toClient],
    ['NAME_NOT_RESOLVED', 'the detail', 502, text.length],
  )
})

const outcomes: readonly [fault: FaultCode, outcome: string][] = [
  ['HOST_INVALID', 'refused'],
  ['CREDENTIALS_REJECTED', 'refused'],
  ['DESTINATION_FORBIDDEN', 'refused'],
  ['NAME_NOT_RESOLVED', 'failed'],
  ['CONNECT_REFUSED', 'failed'],
  ['RESPONSE_TIMEOUT', 'failed'],
]
for (const [fault, outcome] of outcomes) {
  test(`${fault} is written down as ${outcome}`, async (t) => {
    assert.equal((await refused(t, fault)).entry.outcome, outcome)
  })
}

test('a first request without credentials is challenged, with every challenge', async (t) => {
  const { text, entry } = await refused(
    t,
    'CREDENTIALS_MISSING',
    ['GET http://o.example/ HTTP/1.1'],
    ({ exchange }) => {
      exchange.reason = 'credentials-missing'
    },
  )
  assert.match(text, /^HTTP\/1\.1 407 /)
  assert.match(text, /\r\nProxy-Authenticate: Basic realm="test", charset="UTF-8"\r\n/)
  assert.equal(entry.outcome, 'challenged')
})

test('only a 407 has a challenge, only a 405 says what is allowed', async (t) => {
  const { text } = await refused(t, 'METHOD_NOT_ALLOWED', ['PUT / HTTP/1.1'])
  assert.match(text, /^HTTP\/1\.1 405 .*\r\nAllow: GET, HEAD, OPTIONS\r\n/s)
  assert.doesNotMatch(text, /Proxy-Authenticate/)
})

for (const fault of ['CREDENTIALS_MISSING', 'HOST_INVALID', 'INTERNAL_ERROR'] as const) {
  test(`the answer to HEAD with ${fault} is a head`, async (t) => {
    const { text } = await refused(t, fault, ['HEAD http://o.example/ HTTP/1.1'])
    assert.match(text, /\r\nContent-Length: [1-9][0-9]*\r\n(?:.+\r\n)*\r\n$/)
  })
}

test('a client that wants to end, or speaks HTTP/1.0, is told that the connection ends', async (t) => {
  for (const lines of [
    ['GET http://o.example/ HTTP/1.1', 'Connection: close'],
    ['GET http://o.example/ HTTP/1.1', 'Proxy-Connection: close'],
    ['GET http://o.example/ HTTP/1.0', 'Connection: keep-alive'],
  ]) {
    const { text, afterwards } = await refused(t, 'HOST_INVALID', lines)
    assert.match(text, /\r\nConnection: close\r\n/)
    assert.equal(afterwards, 'close')
  }
})

test('a proxy that stops ends connections with its answers', async (t) => {
  const { text, afterwards } = await refused(
    t,
    'HOST_INVALID',
    ['GET http://o.example/ HTTP/1.1'],
    ({ engine }) => {
      engine.isDraining = true
    },
  )
  assert.match(text, /\r\nConnection: close\r\n/)
  assert.equal(afterwards, 'close')
})

test('little content is discarded, and the next request can come', async (t) => {
  const { engine } = anEngine()
  const { scene, far } = await aScene(t, engine)
  scene.exchange.request = request('POST http://o.example/ HTTP/1.1', 'Content-Length: 5')
  const refusing = refuse(scene, new Fault('HOST_INVALID', 'x'))
  // The answer does not wait for the content.
  assert.doesNotMatch(await received(far, /\r\n\r\n/), /Connection: close/)
  far.write('hello')
  assert.equal(await refusing, 'persist')
})

test('much content is read on after the answer, until the client has noticed', async (t) => {
  const { engine } = anEngine()
  const { scene, far } = await aScene(t, engine)
  scene.exchange.request = request('POST http://o.example/ HTTP/1.1', 'Content-Length: 9000000')
  const refusing = refuse(scene, new Fault('HOST_INVALID', 'x'))
  assert.match(await received(far, /\r\n\r\n/), /Connection: close/)
  await ended(far)
  far.end(Buffer.alloc(4_000_000))
  assert.equal(await refusing, 'close')
  await closed(scene.client.connection.socket)
  assert.equal(scene.client.connection.socket.bytesRead, 4_000_000)
  assert.equal(far.errored, null)
})

test('a client that is gone is told nothing, and 499 is written down', async (t) => {
  const { engine, entries } = anEngine()
  const { scene, far } = await aScene(t, engine)
  far.resetAndDestroy()
  await closed(scene.client.connection.socket)
  assert.equal(await refuse(scene, new Fault('CONNECT_REFUSED', 'x')), 'close')
  const { outcome, status, fault, bytes } = entries[0]!
  assert.deepEqual(
    [entries.length, outcome, status, fault, bytes.toClient],
    [1, 'aborted', 499, 'CONNECT_REFUSED', 0],
  )
})

test('once a head is out all that is left is to end, with the status that went out', async (t) => {
  const { engine, entries } = anEngine()
  const { scene, far } = await aScene(t, engine)
  scene.exchange.headIsOut = true
  scene.exchange.receivedStatus = 206
  let bytes = 0
  far.on('data', (piece: Buffer) => {
    bytes += piece.length
  })
  assert.equal(await refuse(scene, new Fault('RESPONSE_INCOMPLETE', 'x')), 'close')
  await ended(far)
  assert.equal(bytes, 0)
  assert.deepEqual([entries[0]?.outcome, entries[0]?.status], ['aborted', 206])
})

test('an answer without content is one, whoever asks', async (t) => {
  const { engine, entries } = anEngine()
  const { scene, far } = await aScene(t, engine)
  scene.exchange.request = request('OPTIONS * HTTP/1.1')
  const seen = received(far, /\r\n\r\n/)
  const answer = { status: 204, fields: [], page: undefined }
  assert.equal(await send(scene, answer, 'answered'), 'persist')
  assert.doesNotMatch(await seen, /Content-(?:Length|Type)/)
  assert.equal(entries[0]?.outcome, 'answered')
})
