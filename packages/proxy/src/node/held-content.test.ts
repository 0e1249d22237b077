import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Authenticator, Verdict } from '@hopwise/auth'
import { forwardRequest } from '../testing/heads.ts'
import {
  answering,
  asking,
  startClient,
  startOrigin,
  startProxy,
  talk,
} from '../testing/loopback.ts'
import { anEngine, aScene } from '../testing/start-engine.ts'
import { RequestContent } from './held-content.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'

for (const [coding, fields, sent, content] of [
  ['with a length', ['Content-Length: 5'], 'hello', 'hello'],
  [
    'in chunks',
    ['Transfer-Encoding: chunked'],
    '2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nA: b\r\n\r\n',
    'hello',
  ],
] as const) {
  test(`content ${coding} is read before it is forwarded, and forwarded as it is otherwise`, async (t) => {
    const forwarded: string[] = []
    for (const reads of [true, false]) {
      const origin = await startOrigin(t, answering(OK))
      const judge = judging({ reads })
      const { port } = await startProxy(t, {}, judge)
      const head = `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`
      const answer = await talk(t, port, asking(head, ...fields, 'Connection: close') + sent)
      assert.match(answer, /^HTTP\/1\.1 200 /)
      assert.deepEqual(judge.contents, reads ? [content] : [])
      forwarded.push(origin.received.replaceAll(String(origin.port), 'PORT'))
    }
    assert.match(forwarded[0]!, /hello|he\r\n3\r\nllo/)
    assert.equal(forwarded[0]!.replace(/\r\n\r\n.*/s, ''), forwarded[1]!.replace(/\r\n\r\n.*/s, ''))
  })
}

test('content in pieces of one octet is whole when it is judged, and the next request is read after it', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const judge = judging({ reads: true })
  const { port } = await startProxy(t, {}, judge)
  const client = await startClient(t, port)
  const head = `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`
  const chunked = '5\r\nhello\r\n0\r\n\r\n'
  const all =
    asking(head, 'Transfer-Encoding: chunked') + chunked + asking(head, 'Content-Length: 2')
  client.socket.setNoDelay(true)
  for (const octet of `${all}by`) {
    client.send(octet)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await client.until(/hi.*hi$/s)
  assert.deepEqual(judge.contents, ['hello', 'by'])
})

test('a client that waits for leave to send is given it once, by us', async (t) => {
  const origin = await startOrigin(t, answering(`HTTP/1.1 100 Continue\r\n\r\n${OK}`))
  const judge = judging({ reads: true })
  const { port } = await startProxy(t, {}, judge)
  const client = await startClient(t, port)
  const head = `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`
  client.send(asking(head, 'Content-Length: 5', 'Expect: 100-continue'))
  await client.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/)
  client.send('hello')
  const answers = await client.until(/hi$/)
  assert.equal(answers.match(/HTTP\/1\.1 100/g)?.length, 1)
  assert.deepEqual(judge.contents, ['hello'])
})

test('after a refusal the connection goes on, since the content has been read', async (t) => {
  const judge = judging({ reads: true, verdict: { kind: 'refused', reason: 'wrong-password' } })
  const { port } = await startProxy(t, { discardBytesMax: 0 }, judge)
  const client = await startClient(t, port)
  for (const content of ['one', 'two']) {
    const head = 'POST http://127.0.0.1:9/ HTTP/1.1'
    client.send(asking(head, 'Content-Length: 3', 'Expect: 100-continue') + content)
  }
  await client.until(/HTTP\/1\.1 407 .*HTTP\/1\.1 407 .*/s)
  assert.deepEqual(judge.contents, ['one', 'two'])
})

for (const [how, fields, sent] of [
  ['is announced', ['Content-Length: 11'], ''],
  ['comes', ['Transfer-Encoding: chunked'], 'b\r\nhello world'],
  ['is hidden in chunk heads', ['Transfer-Encoding: chunked'], '1;aaaaaaaaaa\r\nx\r\n'],
] as const) {
  test(`more than may be held is 413, when it ${how}`, async (t) => {
    const judge = judging({ reads: true })
    const { port, entry } = await startProxy(t, { heldBytesMax: 10, lingerTimeoutMs: 50 }, judge)
    const client = await startClient(t, port)
    client.send(asking('POST http://127.0.0.1:9/ HTTP/1.1', ...fields) + sent)
    const answer = await client.until(/HTTP\/1\.1 413 /)
    assert.doesNotMatch(answer, /100 Continue/)
    assert.equal((await entry()).fault, 'BODY_TOO_LARGE')
    assert.deepEqual(judge.contents, [])
  })
}

test('what all clients have held together is bounded, and given free with the end of each exchange', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const judge = judging({ reads: true })
  const { port } = await startProxy(t, { heldInAllBytesMax: 8 }, judge)
  const head = `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`
  const holder = await startClient(t, port)
  holder.send(`${asking(head, 'Content-Length: 6')}hello`)
  await judge.reading
  const other = await startClient(t, port)
  other.send(`${asking(head, 'Content-Length: 5')}hello`)
  await other.until(/^HTTP\/1\.1 503 /)
  holder.send('!')
  await holder.until(/hi$/)
  const later = await startClient(t, port)
  later.send(`${asking(head, 'Content-Length: 5')}hello`)
  await later.until(/hi$/)
})

test('a client that leaves, or sends no chunks, in the middle of its content is not judged', async (t) => {
  const judge = judging({ reads: true })
  const { port, entry } = await startProxy(t, {}, judge)
  const head = 'POST http://127.0.0.1:9/ HTTP/1.1'
  const leaving = await startClient(t, port)
  leaving.socket.end(`${asking(head, 'Content-Length: 5')}he`)
  assert.equal((await entry()).fault, 'CLIENT_GONE')
  await talk(t, port, `${asking(head, 'Transfer-Encoding: chunked')}zork\r\n`)
  assert.equal((await entry()).fault, 'BODY_MALFORMED')
  assert.deepEqual(judge.contents, [])
})

test('content is read once: a second reading is a bug', async (t) => {
  const { engine } = anEngine()
  const { scene, far } = await aScene(t, engine)
  const request = forwardRequest('POST http://o/ HTTP/1.1', 'Content-Length: 2')
  const content = new RequestContent(request, scene.client.connection, engine)
  far.write('hi')
  assert.equal(Buffer.from(await content.octets()).toString(), 'hi')
  await assert.rejects(content.octets(), TypeError)
})

/** Lets in or refuses whoever comes, with or without a look at the content. */
function judging(options: { reads: boolean; verdict?: Verdict }) {
  const { reads, verdict = { kind: 'accepted', user: 'alice', scheme: 'digest' } as const } =
    options
  const contents: string[] = []
  const began = Promise.withResolvers<void>()
  const authenticator: Authenticator = {
    challenges: () => ['Basic realm="test"'],
    authenticate: async (_, { content }) => {
      if (!reads || content === undefined) return verdict
      const coming = content.octets()
      // The first octets are taken in the same turn if they have come with the head.
      setImmediate(() => began.resolve())
      const octets = await coming
      assert.ok(octets)
      contents.push(Buffer.from(octets).toString())
      return verdict
    },
  }
  return { ...authenticator, contents, reading: began.promise }
}
