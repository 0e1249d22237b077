import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Connection, dial } from './wire/connection.ts'
import { basic } from './wire/credentials.ts'
import { headEnd } from './wire/message-end.ts'
import { ScriptedOrigin } from './wire/scripted-origin.ts'
import { Stage } from './wire/stage.ts'

// The journal's byte counts are what crossed the client's connection, heads and framing included: the
// client's own socket has counted the same octets.

let stage: Stage
let origin: ScriptedOrigin
/** The entries before this test: an origin may get a port that another one had. */
let since: number

before(async () => {
  stage = await Stage.open()
})

after(() => stage?.close())

const auth = `Proxy-Authorization: ${basic('alice')}\r\n`
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello'

const EXCHANGES: readonly (readonly [what: string, fields: string, body: string])[] = [
  ['a request without content', auth, ''],
  ['a request with content', `${auth}Content-Length: 5\r\n`, 'hello'],
  [
    'a chunked request',
    `${auth}Transfer-Encoding: chunked\r\n`,
    '5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n',
  ],
]

for (const [what, fields, body] of EXCHANGES) {
  for (const pieces of [1, 100]) {
    test(`${what}, in ${pieces === 1 ? 'one piece' : 'many'}`, async (t) => {
      origin = await started(t)
      const client = await dial(stage.proxy.port)
      await client.send(
        `POST http://${origin.authority}/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${fields}\r\n${body}`,
        pieces,
      )
      const asked = await origin.connection()
      await asked.until(
        'the content',
        () => asked.received.endsWith(END_OF[what] ?? '') || undefined,
      )
      await asked.send(OK)
      await client.untilEnd()
      await isCounted(client)
    })
  }
}

test('a chunked response', async (t) => {
  origin = await started(t)
  const client = await dial(stage.proxy.port)
  await client.send(
    `GET http://${origin.authority}/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${auth}\r\n`,
  )
  const asked = await origin.connection()
  await asked.until('the request', () => headEnd(asked.received))
  await asked.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n')
  await client.untilEnd()
  await isCounted(client)
})

test('a response of the proxy itself', async (t) => {
  origin = await started(t)
  const client = await dial(stage.proxy.port)
  await client.send(
    `GET http://${origin.authority}/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  )
  await client.untilEnd()
  await isCounted(client)
})

for (const early of ['', 'early', 'x'.repeat(300_000)]) {
  test(`a tunnel with ${early.length} octets that came early`, async (t) => {
    origin = await started(t)
    const client = await dial(stage.proxy.port)
    await client.send(`CONNECT ${origin.authority} HTTP/1.1\r\nHost: a\r\n${auth}\r\n${early}`)
    await client.until('the tunnel', () => headEnd(client.received))
    await client.send('later')
    client.end()
    const asked = await origin.connection()
    await asked.untilEnd()
    assert.equal(asked.received.length, early.length + 5)
    await asked.send('answer')
    asked.end()
    await client.untilEnd()
    await isCounted(client)
  })
}

test('an upgrade with octets that came early', async (t) => {
  origin = await started(t)
  const client = await dial(stage.proxy.port)
  await client.send(
    `GET http://${origin.authority}/ HTTP/1.1\r\nHost: a\r\n${auth}` +
      'Connection: upgrade\r\nUpgrade: x\r\n\r\nearly',
  )
  const asked = await origin.connection()
  await asked.until('the request', () => headEnd(asked.received))
  await asked.send(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nhi',
  )
  await client.until('the tunnel', () => client.received.endsWith('hi') || undefined)
  client.end()
  await asked.untilEnd()
  asked.end()
  await client.untilEnd()
  await isCounted(client)
})

const END_OF: Record<string, string> = {
  'a request without content': '\r\n\r\n',
  'a request with content': 'hello',
  'a chunked request': '\r\nX: y\r\n\r\n',
}

async function isCounted(client: Connection): Promise<void> {
  const { authority } = origin
  const isOurs = ({ target }: { readonly target?: unknown }): boolean =>
    String(target).includes(authority)
  const entry = await stage.proxy.entry(authority, isOurs, since)
  const { bytesWritten: fromClient, bytesRead: toClient } = client.socket
  assert.deepEqual(entry['bytes'], { fromClient, toClient })
}

async function started(t: { after(clean: () => unknown): void }): Promise<ScriptedOrigin> {
  since = stage.proxy.entries.length
  const one = await ScriptedOrigin.start()
  t.after(() => one.close())
  return one
}
