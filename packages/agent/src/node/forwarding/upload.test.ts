import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Framing } from '@hopwise/http'
import { type Accepted, startScripted } from '../../testing/scripted-proxy.ts'
import { Wire } from '../wire.ts'
import { Upload } from './upload.ts'
import { Written } from './written.ts'

const FIVE: Framing = { kind: 'length', bytes: 5 }

test('content goes to whoever the wire is now, from its beginning', async (t) => {
  const [one, other] = [await pair(t), await pair(t)]
  const { written, upload } = stage(FIVE)
  const running = upload.run()
  upload.sendTo(one.wire)
  add(written, 'he')
  assert.equal(await one.peer.octets(2), 'he')
  upload.sendTo(other.wire)
  add(written, 'llo|next')
  assert.equal(await running, true)
  assert.equal(await other.peer.octets(5), 'hello')
  assert.equal(upload.isComplete && upload.isRepeatable, true)
  assert.equal(String(await written.read()), '|next')
})

test('what is more than is kept cannot be repeated', async (t) => {
  const { wire, peer } = await pair(t)
  const { written, upload } = stage({ kind: 'length', bytes: 30 }, 20)
  upload.sendTo(wire)
  const running = upload.run()
  add(written, 'x'.repeat(20))
  await peer.octets(20)
  assert.equal(upload.isRepeatable, true)
  add(written, 'x'.repeat(10))
  await running
  assert.equal(upload.isRepeatable, false)
})

test('without a wire no more is taken than is kept, and nothing is lost', async (t) => {
  const { wire, peer } = await pair(t)
  const { written, upload } = stage({ kind: 'length', bytes: 60 }, 20)
  const running = upload.run()
  let taken = 0
  for (let i = 0; i < 6; i++) written.add(Buffer.from('x'.repeat(10)), () => taken++)
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(taken, 3)
  upload.sendTo(wire)
  assert.equal(await running, true)
  assert.equal((await peer.octets(60)).length, 60)
})

test('chunks pass as they came, with what frames them', async (t) => {
  const { wire, peer } = await pair(t)
  const { written, upload } = stage({ kind: 'chunked' })
  upload.sendTo(wire)
  add(written, '3;x=y\r\nabc\r\n')
  add(written, '0\r\nTrailer: t\r\n\r\nGET')
  assert.equal(await upload.run(), true)
  assert.equal(await peer.octets(29), '3;x=y\r\nabc\r\n0\r\nTrailer: t\r\n\r\n')
})

test('a program that goes away before the end is noticed', async () => {
  const { written, upload } = stage(FIVE)
  add(written, 'he')
  written.end()
  assert.equal(await upload.run(), false)
  assert.equal(upload.isComplete, false)
})

test('what is forgotten is not sent again', async (t) => {
  const { wire, peer } = await pair(t)
  const { written, upload } = stage(FIVE)
  const running = upload.run()
  add(written, 'he')
  await new Promise((resolve) => setImmediate(resolve))
  upload.forget()
  upload.sendTo(wire)
  add(written, 'llo')
  await running
  assert.equal(await peer.octets(3), 'llo')
})

function stage(framing: Framing, keptMax = 100) {
  const written = new Written()
  return { written, upload: new Upload(written, framing, keptMax) }
}

function add(written: Written, text: string): void {
  written.add(Buffer.from(text), () => undefined)
}

async function pair(t: TestContext): Promise<{ wire: Wire; peer: Accepted }> {
  const { promise, resolve } = Promise.withResolvers<Accepted>()
  const proxy = await startScripted(t, async (client) => resolve(client))
  const socket = connect(proxy.port, '127.0.0.1')
  await once(socket, 'connect')
  t.after(() => socket.destroy())
  return { wire: new Wire(socket), peer: await promise }
}
