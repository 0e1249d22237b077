import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../testing/token-issuer.ts'
import { connectTokenServer } from './token-server.ts'

const GET = { method: 'GET', fields: {} } as const

test('a question is asked as it is, and the answer is given as it is', async (t) => {
  const server = await startServer(t, (response) => response.writeHead(418).end('teapot'))
  const client = connectTokenServer({ url: `${server.url}path?x=1` })
  t.after(() => client.close())
  const fields = { authorization: 'Basic x' }
  assert.deepEqual(await client.ask({ method: 'POST', fields, body: 'a=ü' }), {
    kind: 'answered',
    status: 418,
    text: 'teapot',
  })
  const [first] = server.requests
  assert.equal(first?.body, 'a=ü')
  assert.equal(first?.request.url, '/path?x=1')
  assert.equal(first?.request.headers.authorization, 'Basic x')
  assert.equal(first?.request.headers['content-length'], '4')
})

test('connections are kept, and one that was closed meanwhile is replaced without a word', async (t) => {
  const server = await startServer(t, (response) => response.end('ok'))
  const client = connectTokenServer({ url: server.url })
  t.after(() => client.close())
  for (let i = 0; i < 3; i++) assert.equal((await client.ask(GET)).kind, 'answered')
  assert.equal(server.connections(), 1)
  server.closeIdle()
  assert.equal((await client.ask(GET)).kind, 'answered')
  assert.equal(server.connections(), 2)
})

test('no more are asked at a time than agreed; more wait; too many are told so', async (t) => {
  const open: (() => void)[] = []
  const server = await startServer(t, (response) => void open.push(() => response.end('ok')))
  const client = connectTokenServer({ url: server.url, connections: 1, queue: 1 })
  t.after(() => client.close())
  const [first, second, third] = [client.ask(GET), client.ask(GET), client.ask(GET)]
  assert.match(JSON.stringify(await third), /"failed".*more than 1 wait for http/)
  while (open.length === 0) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(server.connections(), 1)
  open[0]?.()
  assert.equal((await first).kind, 'answered')
  while (open.length === 1) await new Promise((resolve) => setImmediate(resolve))
  open[1]?.()
  assert.equal((await second).kind, 'answered')
})

test('who does not answer in time has failed, be it the head or the end', async (t) => {
  const server = await startServer(t, () => {})
  const client = connectTokenServer({ url: server.url, timeLimitMs: 50 })
  t.after(() => client.close())
  assert.match(JSON.stringify(await client.ask(GET)), /did not answer within 50 ms/)
  server.answer = (response) => void response.write('never ends')
  assert.match(JSON.stringify(await client.ask(GET)), /did not answer within 50 ms/)
})

test('an answer that is too long is not read to its end', async (t) => {
  const server = await startServer(t, (response) => response.end('x'.repeat(1_001)))
  const client = connectTokenServer({ url: server.url, octetsMax: 1_000 })
  t.after(() => client.close())
  assert.match(JSON.stringify(await client.ask(GET)), /more than 1000 octets/)
  server.answer = (response) => response.end('x'.repeat(1_000))
  assert.equal((await client.ask(GET)).kind, 'answered')
})

test('nobody there, and an answer cut short: why is said by code', async (t) => {
  const server = await startServer(t, (response) => {
    response.writeHead(200, { 'content-length': '10' })
    response.write('x')
    response.socket?.destroy()
  })
  const client = connectTokenServer({ url: server.url })
  t.after(() => client.close())
  assert.match(JSON.stringify(await client.ask(GET)), /could not be asked \(ECONNRESET\)/)
  await server.stop()
  assert.match(JSON.stringify(await client.ask(GET)), /could not be asked \(ECONNREFUSED\)/)
})

test('a redirect is not followed: credentials go nowhere else', async (t) => {
  const server = await startServer(t, (response) =>
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  )
  const client = connectTokenServer({ url: server.url })
  t.after(() => client.close())
  const answer = await client.ask(GET)
  assert.ok(answer.kind === 'answered')
  assert.equal(answer.status, 302)
})

const REFUSED: readonly [url: string, sentence: RegExp][] = [
  ['keys', /is not a URL$/],
  ['ftp://idp.example/', /http or https/],
  ['http://idp.example/keys', /without TLS.*use https/],
  ['http://127.0.0.1.example/keys', /without TLS/],
]

for (const [url, sentence] of REFUSED) {
  test(`${url} cannot be asked`, () => {
    assert.throws(() => connectTokenServer({ url }), { name: 'RangeError', message: sentence })
  })
}

test('plain HTTP is for this machine, and for whoever says that it is dangerous', () => {
  for (const url of ['http://localhost:1/', 'http://[::1]:1/', 'http://127.3.2.1/']) {
    connectTokenServer({ url }).close()
  }
  connectTokenServer({ url: 'http://idp.example/', dangerousPlainHttp: true }).close()
})
