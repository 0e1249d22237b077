import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Framing } from '@hopwise/http'
import { eventually } from '../testing/eventually.ts'
import { closed, ended, received } from '../testing/socket-pair.ts'
import { anEngine, aScene } from '../testing/start-engine.ts'
import type { Connection } from './connection.ts'
import { discardContent, linger } from './discard.ts'
import type { Engine } from './engine.ts'

const FIVE: Framing = { kind: 'length', bytes: 5 }

async function client(
  t: TestContext,
  lingerTimeoutMs = 60_000,
): Promise<{ connection: Connection; far: Socket; near: Socket; engine: Engine }> {
  const { engine } = anEngine({ limits: { lingerTimeoutMs } })
  const { scene, far } = await aScene(t, engine)
  const { connection } = scene.client
  return { connection, far, near: connection.socket, engine }
}

test('content is read to its end, and what follows is the next request', async (t) => {
  const { connection, far, engine } = await client(t)
  const discarding = discardContent(FIVE, connection, engine)
  far.write('he')
  far.write('lloGET /next')
  assert.equal(await discarding, 'persist')
  let rest = ''
  while (rest !== 'GET /next') {
    const piece = await connection.read(engine.patience.head)
    rest += Buffer.from(piece ?? assert.fail('the rest is gone')).toString('latin1')
  }
})

test('content that has come already is discarded at once', async (t) => {
  const { connection, far, engine } = await client(t)
  far.write('hello')
  await eventually(() => connection.hasHeld, 'it has come')
  assert.equal(await discardContent(FIVE, connection, engine), 'persist')
  assert.equal(connection.hasHeld, false)
})

test('chunks are read to their end too', async (t) => {
  const { connection, far, engine } = await client(t)
  far.write('5\r\nhello\r\n0\r\n\r\nX')
  assert.equal(await discardContent({ kind: 'chunked' }, connection, engine), 'persist')
  assert.equal(Buffer.from(connection.take() ?? []).toString(), 'X')
})

test('content that is not valid, or does not come, ends the connection', async (t) => {
  const bad = await client(t)
  bad.far.write('zz\r\n')
  assert.equal(await discardContent({ kind: 'chunked' }, bad.connection, bad.engine), 'close')
  const short = await client(t)
  short.far.end('he')
  assert.equal(await discardContent(FIVE, short.connection, short.engine), 'close')
  const silent = await client(t, 30)
  assert.equal(await discardContent(FIVE, silent.connection, silent.engine), 'close')
})

test('who lingers says the end first and reads on, so that no reset overtakes the answer', async (t) => {
  const { connection, far, near, engine } = await client(t)
  far.write(Buffer.alloc(300_000))
  connection.put('the answer')
  connection.flush()
  const over = linger(connection, engine)
  assert.equal(await received(far, /the answer$/), 'the answer')
  await ended(far)
  far.end(Buffer.alloc(300_000))
  await over
  await closed(near)
  assert.equal(near.bytesRead, 600_000)
  assert.equal(far.errored, null)
})

test('a client that sends for ever is lingered for a bounded time', async (t) => {
  const { connection, far, near, engine } = await client(t, 100)
  const endless = setInterval(() => far.write('x'), 5)
  t.after(() => clearInterval(endless))
  await linger(connection, engine)
  assert.equal(near.destroyed, true)
})

test('a client that is silent is not lingered for as long as one that sends', async (t) => {
  const { connection, near, engine } = await client(t, 30)
  await linger(connection, engine)
  assert.equal(near.destroyed, true)
})

test('a client that resets while it is lingered for is gone', async (t) => {
  const { connection, far, near, engine } = await client(t)
  const over = linger(connection, engine)
  far.resetAndDestroy()
  await over
  assert.equal(near.destroyed, true)
})
