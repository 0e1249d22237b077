import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { request } from 'undici'
import { ALICE_BASIC } from '../testing/a-hop.ts'
import { type Accepted, ASKS_BASIC, response, startScripted } from '../testing/scripted-proxy.ts'
import { createDispatcher, type DispatcherOptions } from './dispatcher.ts'

test('once the credentials are known, all origins share connections to the proxy', async (t) => {
  const { ask, proxy } = await stage(t)
  await ask('http://one.example/a?b')
  await ask('http://two.example:8080/c')
  const before = proxy.connections
  await ask('http://three.example/d')
  assert.equal(proxy.connections, before)
  assert.match(
    proxy.heads.at(-1)!,
    /^GET http:\/\/three\.example\/d HTTP\/1\.1\r\nhost: three\.example\r\n/i,
  )
  assert.match(
    proxy.heads.at(-2)!,
    /^GET http:\/\/two\.example:8080\/c HTTP\/1\.1\r\nhost: two\.example:8080\r\n/i,
  )
  assert.ok(
    proxy.heads.at(-1)?.toLowerCase().includes(`proxy-authorization: ${ALICE_BASIC}`.toLowerCase()),
  )
})

test('fields arrive in whatever form they were given, and the program\u2019s Host counts', async (t) => {
  const { ask, proxy } = await stage(t)
  await ask('http://one.example/')
  for (const headers of [
    { Host: 'other.example', 'X-A': ['1', '2'] },
    ['Host', 'other.example', 'X-A', '1', 'X-A', '2'],
    new Map([
      ['Host', 'other.example'],
      ['X-A', '1, 2'],
    ]),
  ]) {
    await ask('http://one.example/', { headers })
    const head = proxy.heads.at(-1)!.toLowerCase()
    assert.equal(head.match(/\r\nhost: /g)?.length, 1)
    assert.match(head, /\r\nhost: other\.example\r\n/)
    assert.match(head, /x-a: 1(, |\r\nx-a: )2\r\n/)
  }
})

test('credentials that have to be waited for are asked for on the long way only', async (t) => {
  let asked = 0
  const { ask, proxy } = await stage(t, {
    credentials: async () => {
      asked++
      return { username: 'alice', password: 'opensesame' }
    },
  })
  for (let i = 0; i < 4; i++) await ask('http://one.example/')
  assert.equal(proxy.heads.length, 5)
  assert.ok(asked <= 5, `${asked}`)
})

test('a proxy that asks for nothing is asked the short way, too', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    while (await client.head()) client.send(response('200 OK', [], 'fine'))
  })
  const dispatcher = createDispatcher({ proxy: `http://alice:opensesame@127.0.0.1:${proxy.port}` })
  t.after(() => dispatcher.destroy())
  for (const host of ['one.example', 'two.example']) {
    const answer = await request(`http://${host}/`, { dispatcher })
    assert.equal(await answer.body.text(), 'fine')
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.equal(proxy.connections, 1)
  assert.ok(proxy.heads.every((head) => !/proxy-authorization/i.test(head)))
})

async function stage(t: TestContext, options: DispatcherOptions = {}) {
  const proxy = await startScripted(t, honest)
  const dispatcher = createDispatcher({
    proxy: `http://${options.credentials ? '' : 'alice:opensesame@'}127.0.0.1:${proxy.port}`,
    ...options,
  })
  t.after(() => dispatcher.destroy())
  const ask = async (url: string, more: object = {}): Promise<string> => {
    const text = await (await request(url, { dispatcher, ...more })).body.text()
    // undici frees a connection a little later than it gives the end of its response.
    await new Promise((resolve) => setImmediate(resolve))
    return text
  }
  return { proxy, ask }
}

async function honest(client: Accepted): Promise<void> {
  for (let head = await client.head(); head; head = await client.head()) {
    const isAlice = head.toLowerCase().includes(ALICE_BASIC.toLowerCase())
    client.send(isAlice ? response('200 OK', [], 'fine') : ASKS_BASIC)
  }
}
