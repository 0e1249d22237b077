import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Connection, dial } from './wire/connection.ts'
import { basic, QUOTED_REALM } from './wire/credentials.ts'
import { generatedFlaws } from './wire/generated-flaws.ts'
import { bodyLength, fieldValues, headEnd, statusOf } from './wire/message-end.ts'
import { NAME, ProxyInProcess } from './wire/proxy-in-process.ts'
import { ScriptedOrigin } from './wire/scripted-origin.ts'

// What happens when there is too much of something, or when somebody who must be asked cannot be.

const auth = `Proxy-Authorization: ${basic('alice')}\r\n`

test('one client too many is told so: 503 with Retry-After [9112-9.6-2]', async (t) => {
  const proxy = await started(t, { clientConnectionsMax: 1 })
  const first = await dial(proxy.port)
  t.after(() => first.close())
  const second = await dial(proxy.port)
  await second.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  const head = await answer(second, true)
  assert.equal(statusOf(head), 503)
  assert.match(one(head, 'Retry-After'), /^[0-9]+$/)
  assert.match(one(head, 'Proxy-Status'), /error=connection_limit_reached/)
  assert.equal((await proxy.entry('it', () => true)).fault, 'OVERLOADED')
  second.close()
})

test('a client that was turned away and stays does not hold up the end of the proxy', async (t) => {
  const proxy = await started(t, { clientConnectionsMax: 1 })
  const first = await dial(proxy.port)
  t.after(() => first.close())
  const second = await dial(proxy.port)
  t.after(() => second.close())
  await second.until('a response', () => headEnd(second.unread))
  let isDrained = false
  void proxy.proxy.drain(0).then(() => {
    isDrained = true
    proxy.signal.changed()
  })
  await proxy.signal.until(
    'the end of draining without grace',
    () => isDrained || undefined,
    () => 'It waits for the client that was turned away.',
    // Such a client is given five seconds.
    4500,
  )
})

test('one tunnel too many of a user: 429 with details and Retry-After [6585-4-1]', async (t) => {
  const proxy = await started(t, { tunnelsPerUserMax: 1 })
  const origin = await ScriptedOrigin.start()
  t.after(() => origin.close())
  const first = await connected(t, proxy, origin.authority)
  assert.equal(
    statusOf(first.take(await first.until('a tunnel', () => headEnd(first.unread)))),
    200,
  )
  const second = await connected(t, proxy, origin.authority)
  const head = await answer(second, true)
  assert.equal(statusOf(head), 429)
  assert.match(one(head, 'Retry-After'), /^[0-9]+$/)
  assert.match(one(head, 'Cache-Control'), /no-store/)
  assert.ok(Number(one(head, 'Content-Length')) > 0)
  assert.equal(
    (await proxy.entry('the second', ({ status }) => status === 429)).fault,
    'TUNNEL_LIMIT',
  )
  first.reset()
  await proxy.entry('the first', ({ outcome }) => outcome === 'tunnelled')
  const third = await connected(t, proxy, origin.authority)
  assert.equal(
    statusOf(third.take(await third.until('a tunnel', () => headEnd(third.unread)))),
    200,
  )
})

test('no more connections to next hops: 503 [9209-2.1.1-1]', async (t) => {
  const proxy = await started(t, { nextHopConnectionsMax: 1 })
  const origin = await ScriptedOrigin.start()
  t.after(() => origin.close())
  const first = await asking(t, proxy, origin.authority)
  await origin.connection()
  const second = await asking(t, proxy, origin.authority)
  const head = await answer(second, false)
  assert.equal(statusOf(head), 503)
  assert.match(one(head, 'Proxy-Status'), /error=connection_limit_reached/)
  first.close()
})

test('a password store that cannot be asked: 503, neither yes nor no, and no challenge', async (t) => {
  const proxy = await ProxyInProcess.start(
    {},
    {
      name: 'broken',
      version: () => 0,
      check: async () => ({ kind: 'unavailable', detail: 'the disk is gone' }),
    },
  )
  t.after(() => proxy.stop())
  const client = await asking(t, proxy, '127.0.0.1:1')
  const head = await answer(client, false)
  assert.equal(statusOf(head), 503)
  assert.match(one(head, 'Retry-After'), /^[0-9]+$/)
  const entry = await proxy.entry('it', () => true)
  assert.equal(entry.fault, 'VERIFIER_UNAVAILABLE')
})

for (const kind of ['user-disabled', 'user-expired'] as const) {
  test(`${kind}: 407, its own reason in the journal, nothing more for the client [9110-11.4-1]`, async (t) => {
    const answers: string[] = []
    for (const check of [kind, 'wrong-password'] as const) {
      const proxy = await ProxyInProcess.start(
        {},
        { name: 'one', version: () => 0, check: async () => ({ kind: check }) },
      )
      t.after(() => proxy.stop())
      const client = await asking(t, proxy, '127.0.0.1:1')
      const head = await answer(client, false)
      assert.equal(statusOf(head), 407)
      assert.equal((await proxy.entry('it', () => true)).reason, check)
      answers.push(one(head, 'Proxy-Authenticate'))
    }
    assert.equal(answers[0], answers[1])
  })
}

test('draining lets what is under way finish, and says that the connection ends [9112-9.6-2]', async (t) => {
  const proxy = await started(t, {})
  const origin = await ScriptedOrigin.start()
  t.after(() => origin.close())
  const idle = await dial(proxy.port)
  const client = await asking(t, proxy, origin.authority)
  const asked = await origin.connection()
  await asked.until('the request', () => headEnd(asked.unread))
  const drained = proxy.proxy.drain(4000)
  await idle.untilEnd()
  await assert.rejects(dial(proxy.port), /ECONNREFUSED/)
  await asked.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
  await client.untilEnd()
  assert.match(
    client.received,
    /^HTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n(?:.*\r\n)?\r\nok$/s,
  )
  await drained
  assert.equal(proxy.entries.length, 1)
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

async function asking(t: Cleanup, proxy: ProxyInProcess, authority: string): Promise<Connection> {
  const client = await dial(proxy.port)
  t.after(() => client.close())
  await client.send(`GET http://${authority}/ HTTP/1.1\r\nHost: ${authority}\r\n${auth}\r\n`)
  return client
}

async function connected(
  t: Cleanup,
  proxy: ProxyInProcess,
  authority: string,
): Promise<Connection> {
  const client = await dial(proxy.port)
  t.after(() => client.close())
  await client.send(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${auth}\r\n`)
  return client
}

async function answer(client: Connection, isLast: boolean): Promise<string> {
  const end = await client.until('a response', () => headEnd(client.unread))
  const head = client.unread.slice(0, end)
  const length = await client.until('its body', () =>
    bodyLength(head, client.unread.slice(end), client.ended !== 'open'),
  )
  const variables = { name: NAME, realm: QUOTED_REALM }
  assert.deepEqual(generatedFlaws(client.take(end + length), variables, isLast), [])
  return head
}

function one(head: string, name: string): string {
  return fieldValues(head, name)[0] ?? ''
}
