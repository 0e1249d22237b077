import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Connection, dial, printed } from './connection.ts'
import { ScriptedOrigin } from './scripted-origin.ts'

async function pair(t: {
  after(clean: () => unknown): void
}): Promise<readonly [client: Connection, asked: Connection, origin: ScriptedOrigin]> {
  const origin = await ScriptedOrigin.start()
  t.after(() => origin.close())
  const client = await dial(origin.port)
  t.after(() => client.close())
  return [client, await origin.connection(), origin]
}

test('octets arrive as they were sent, in one piece and in many', async (t) => {
  const [client, asked, origin] = await pair(t)
  const octets = String.fromCharCode(...Array(256).keys())
  await client.send(octets)
  assert.equal(await asked.read(256), octets)
  await client.send(octets, 256)
  assert.equal(await asked.read(256), octets)
  assert.equal(origin.unread, '')
  assert.equal(origin.received, octets + octets)
})

test('a half-closed connection still takes an answer', async (t) => {
  const [client, asked] = await pair(t)
  await client.send('question')
  client.end()
  assert.equal(await asked.untilEnd(), 'closed')
  await asked.send('answer')
  assert.equal(await client.read(6), 'answer')
})

test('a reset is told from an end', async (t) => {
  const [client, asked] = await pair(t)
  client.reset()
  assert.equal(await asked.untilEnd(), 'reset')
})

test('what is missing is described with what came instead', async (t) => {
  const [client, asked, origin] = await pair(t)
  await client.send('ab\r\n\0')
  const missing = asked.until('more', () => (asked.unread.length > 5 ? true : undefined), 50)
  await assert.rejects(
    missing,
    /waited 50 ms for more.*open, unread: \n {2}\| ab\\r\\n\n {2}\| \\0/,
  )
  assert.match(origin.describe(), /1 connection\(s\), unread: \n {2}\| ab/)
})

test('octets are printed one line of the wire per line', () => {
  assert.equal(printed('a\r\n\xffb'), '\n  | a\\r\\n\n  | \\xffb')
  assert.equal(printed(''), '(nothing)')
  assert.match(printed('x'.repeat(4000)), /… \(4000 octets\)$/)
})
