import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Connection, dial, printed } from './wire/connection.ts'
import { basic, QUOTED_REALM } from './wire/credentials.ts'
import { generatedFlaws } from './wire/generated-flaws.ts'
import { bodyLength, fieldValues, headEnd, statusOf } from './wire/message-end.ts'
import { NAME, ProxyInProcess } from './wire/proxy-in-process.ts'
import { ScriptedOrigin } from './wire/scripted-origin.ts'

// Every wait has an end, and each end its own name. The limits are short here; the engine looks at its
// clock five times a second.

const SHORT_MS = 300
const auth = `Proxy-Authorization: ${basic('alice')}\r\n`

test('a head that does not come to its end: 408 [9112-9.6-2]', async (t) => {
  const proxy = await started(t, { headTimeoutMs: SHORT_MS })
  const client = await dial(proxy.port)
  await client.send('GET http://a/ HTTP/1.1\r\nHost: a\r\n')
  const head = await refusal(client, 408)
  assert.match(proxyStatus(head), /error=http_request_error/)
  assert.equal((await ended(proxy)).fault, 'HEAD_TIMEOUT')
})

test('a head that comes by drops, each in time, and never ends: 408 [9112-9.6-2]', async (t) => {
  const proxy = await started(t, { headTimeoutMs: SHORT_MS })
  const client = await dial(proxy.port)
  await client.send('GET http://a/ HTTP/1.1\r\nHost: a\r\nX-Drops: ')
  const dripping = setInterval(() => void client.send('x'), SHORT_MS / 6)
  t.after(() => clearInterval(dripping))
  await refusal(client, 408)
})

test('a client that says nothing is let go without a word', async (t) => {
  const proxy = await started(t, { idleTimeoutMs: SHORT_MS })
  const client = await dial(proxy.port)
  assert.equal(await client.untilEnd(), 'closed')
  // RFC 9110 §15.5.9 allows a 408 here; clients take it for the answer to what they send next.
  assert.equal(printed(client.unread), printed(''))
  assert.deepEqual(proxy.entries, [])
})

test('a client that is silent between two requests is let go as well', async (t) => {
  const { client, asked } = await exchange(t, { idleTimeoutMs: SHORT_MS })
  await asked.send('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
  await client.until('the response', () => headEnd(client.unread))
  client.take(client.unread.length)
  assert.equal(await client.untilEnd(), 'closed')
  assert.equal(printed(client.unread), printed(''))
})

test('a request body that does not come: 408 [9112-9.6-2]', async (t) => {
  const limits = { bodyTimeoutMs: SHORT_MS }
  const { proxy, client } = await exchange(t, limits, 'Content-Length: 5\r\n', 'he')
  await refusal(client, 408)
  assert.equal((await ended(proxy)).fault, 'BODY_TIMEOUT')
})

test('a request body larger than allowed, by its length: 413 [9112-9.6-2]', async (t) => {
  const proxy = await started(t, { bodyBytesMax: 4 })
  const client = await dial(proxy.port)
  await client.send(`POST http://a/ HTTP/1.1\r\nHost: a\r\n${auth}Content-Length: 5\r\n\r\nhello`)
  await refusal(client, 413)
  assert.equal((await ended(proxy)).fault, 'BODY_TOO_LARGE')
})

test('a request body larger than allowed, in chunks: 413 [9112-9.6-2]', async (t) => {
  const { proxy, client, asked } = await exchange(
    t,
    { bodyBytesMax: 100 },
    'Transfer-Encoding: chunked\r\n',
    `ff\r\n${'x'.repeat(255)}\r\n0\r\n\r\n`,
  )
  await refusal(client, 413)
  assert.equal((await ended(proxy)).fault, 'BODY_TOO_LARGE')
  await asked.untilEnd()
  assert.ok(!asked.received.endsWith('0\r\n\r\n'), 'the body was completed')
})

test('an origin that does not answer in time: 504 [9110-15.6.5-1] [9209-2.1.1-1]', async (t) => {
  const { proxy, client, asked } = await exchange(t, { responseTimeoutMs: SHORT_MS })
  const head = await answer(client)
  assert.equal(statusOf(head), 504)
  assert.match(proxyStatus(head), /error=http_response_timeout/)
  assert.equal((await ended(proxy)).fault, 'RESPONSE_TIMEOUT')
  await asked.untilEnd()
})

test('an origin that answers only interim, and no more: 504 [9110-15.6.5-1]', async (t) => {
  const { client, asked } = await exchange(t, { responseTimeoutMs: SHORT_MS })
  await asked.send('HTTP/1.1 103 Early Hints\r\n\r\n')
  const interim = client.take(await client.until('the 103', () => headEnd(client.unread)))
  assert.equal(statusOf(interim), 103)
  assert.equal(statusOf(await answer(client)), 504)
})

test('a response that stops in the middle is cut, not completed [9112-6.3-6]', async (t) => {
  const { proxy, client, asked } = await exchange(t, { relayTimeoutMs: SHORT_MS })
  await asked.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')
  await client.untilEnd()
  assert.ok(client.received.includes('hello'))
  assert.ok(!client.received.includes('0\r\n\r\n'), 'no last chunk')
  const entry = await ended(proxy)
  assert.deepEqual([entry.outcome, entry.fault], ['aborted', 'RELAY_IDLE'])
  await asked.untilEnd()
})

test('a client that does not take its response is let go', async (t) => {
  const { proxy, client, asked } = await exchange(t, { relayTimeoutMs: SHORT_MS })
  client.socket.pause()
  const size = 64 * 1024 * 1024
  asked.socket.on('error', () => {})
  asked.socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`)
  asked.socket.write(Buffer.alloc(size))
  const entry = await ended(proxy)
  assert.equal(entry.outcome, 'aborted')
  assert.equal(entry.fault, 'RELAY_IDLE')
  await asked.untilEnd()
})

test('a tunnel in which nothing moves is closed on both sides', async (t) => {
  const proxy = await started(t, { tunnelIdleTimeoutMs: SHORT_MS })
  const origin = await anOrigin(t)
  const client = await dial(proxy.port)
  await client.send(`CONNECT ${origin.authority} HTTP/1.1\r\nHost: a\r\n${auth}\r\n`)
  await client.until('the tunnel', () => headEnd(client.unread))
  await client.untilEnd()
  await (await origin.connection()).untilEnd()
  assert.equal((await ended(proxy)).outcome, 'tunnelled')
})

test('a tunnel in which one side talks is not closed', async (t) => {
  const proxy = await started(t, { tunnelIdleTimeoutMs: SHORT_MS * 2 })
  const origin = await anOrigin(t)
  const client = await dial(proxy.port)
  await client.send(`CONNECT ${origin.authority} HTTP/1.1\r\nHost: a\r\n${auth}\r\n`)
  client.take(await client.until('the tunnel', () => headEnd(client.unread)))
  const asked = await origin.connection()
  const talking = setInterval(() => void asked.send('.'), SHORT_MS / 3)
  t.after(() => clearInterval(talking))
  // Six times the pause that would have been too long.
  await client.read(12)
  assert.equal(client.ended, 'open')
  assert.equal(asked.ended, 'open')
})

test('a client that leaves while the origin thinks: 499 in the journal, and the origin is told', async (t) => {
  const { proxy, client, asked } = await exchange(t, {})
  client.reset()
  const entry = await ended(proxy)
  assert.deepEqual([entry.status, entry.outcome, entry.fault], [499, 'aborted', 'CLIENT_GONE'])
  await asked.untilEnd()
})

test('a client that leaves in the middle of its response: aborted, and the origin is told', async (t) => {
  const { proxy, client, asked } = await exchange(t, {})
  await asked.send('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')
  await client.until('the half', () => (client.unread.includes('half') ? true : undefined))
  client.reset()
  const entry = await ended(proxy)
  assert.deepEqual([entry.outcome, entry.fault], ['aborted', 'CLIENT_GONE'])
  await asked.untilEnd()
})

test('a slow upload is not taken for a slow response', async (t) => {
  const limits = { responseTimeoutMs: SHORT_MS * 2, bodyTimeoutMs: SHORT_MS * 10 }
  const { client, asked } = await exchange(t, limits, 'Content-Length: 12\r\n', '')
  const dripping = setInterval(() => void client.send('x'), SHORT_MS / 2)
  t.after(() => clearInterval(dripping))
  // Three times the limit, in all.
  await asked.until('the content', () => asked.received.endsWith('x'.repeat(12)) || undefined)
  clearInterval(dripping)
  await asked.send('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
  await client.until('the response', () => headEnd(client.unread))
  assert.match(client.unread, /^HTTP\/1\.1 200 OK\r\n/)
})

test('a client that waits for a leave it never gets is not blamed: 504 [9110-15.6.5-1]', async (t) => {
  const limits = { responseTimeoutMs: SHORT_MS * 3, bodyTimeoutMs: SHORT_MS }
  const fields = 'Expect: 100-continue\r\nContent-Length: 5\r\n'
  const { proxy, client } = await exchange(t, limits, fields)
  const head = await answer(client, true)
  assert.equal(statusOf(head), 504)
  assert.equal((await ended(proxy)).fault, 'RESPONSE_TIMEOUT')
})

interface Cleanup {
  after(clean: () => unknown): void
}

async function started(
  t: Cleanup,
  limits: Parameters<typeof ProxyInProcess.start>[0],
): Promise<ProxyInProcess> {
  const proxy = await ProxyInProcess.start(limits)
  t.after(() => proxy.stop())
  return proxy
}

async function anOrigin(t: Cleanup): Promise<ScriptedOrigin> {
  const origin = await ScriptedOrigin.start()
  t.after(() => origin.close())
  return origin
}

/** A request that has reached its origin. */
async function exchange(
  t: Cleanup,
  limits: Parameters<typeof ProxyInProcess.start>[0],
  fields = '',
  body = '',
): Promise<{
  readonly proxy: ProxyInProcess
  readonly client: Connection
  readonly asked: Connection
}> {
  const proxy = await started(t, limits)
  const origin = await anOrigin(t)
  const client = await dial(proxy.port)
  t.after(() => client.close())
  const method = fields === '' ? 'GET' : 'POST'
  await client.send(
    `${method} http://${origin.authority}/ HTTP/1.1\r\nHost: a\r\n${auth}${fields}\r\n${body}`,
  )
  const asked = await origin.connection()
  await asked.until('the request', () => headEnd(asked.unread))
  return { proxy, client, asked }
}

/** The one entry there must be. */
async function ended(proxy: ProxyInProcess): Promise<ProxyInProcess['entries'][number]> {
  const entry = await proxy.entry('the exchange', () => true)
  assert.equal(proxy.entries.length, 1)
  return entry
}

async function refusal(client: Connection, status: number): Promise<string> {
  const head = await answer(client, true)
  assert.equal(statusOf(head), status)
  assert.deepEqual(fieldValues(head, 'Connection'), ['close'])
  assert.equal(await client.untilEnd(), 'closed')
  return head
}

async function answer(client: Connection, isLast = false): Promise<string> {
  const end = await client.until('a response', () => headEnd(client.unread))
  const head = client.unread.slice(0, end)
  const length = await client.until('its body', () =>
    bodyLength(head, client.unread.slice(end), client.ended !== 'open'),
  )
  const variables = { name: NAME, realm: QUOTED_REALM }
  assert.deepEqual(generatedFlaws(client.take(end + length), variables, isLast), [])
  return head
}

function proxyStatus(head: string): string {
  return fieldValues(head, 'Proxy-Status').join()
}
