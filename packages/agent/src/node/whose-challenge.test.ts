import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import { test } from 'node:test'
import { request } from 'undici'
import { ALICE_BASIC, aHop } from '../testing/a-hop.ts'
import { type Accepted, ASKS_BASIC, response, startScripted } from '../testing/scripted-proxy.ts'
import { createDispatcher } from './dispatcher.ts'
import { createHttpAgents } from './http-agents.ts'
import { isProxysOwn } from './whose-challenge.ts'

const EVIL = response('407 No', ['Proxy-Authenticate: Basic realm="evil"'], 'evil')

/** Lets alice in everywhere; some origins answer 407 themselves. */
async function withEvilOrigins(client: Accepted): Promise<void> {
  for (let head = await client.head(); head; head = await client.head()) {
    const isConnect = head.startsWith('CONNECT ')
    if (!head.includes(ALICE_BASIC)) client.send(ASKS_BASIC)
    else if (isConnect) client.send('HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n')
    else client.send(/^GET http:\/\/evil/.test(head) ? EVIL : response('200 OK', [], 'fine'))
  }
}

test('origins that say 407 themselves are heard, and take nothing from the others', async (t) => {
  const proxy = await startScripted(t, withEvilOrigins)
  const dispatcher = createDispatcher({ proxy: `http://alice:opensesame@127.0.0.1:${proxy.port}` })
  t.after(() => dispatcher.destroy())
  const get = async (host: string) => {
    const { statusCode, body } = await request(`http://${host}/`, { dispatcher })
    await body.dump()
    return statusCode
  }
  assert.equal(await get('good.example'), 200)
  for (const host of ['evil1.example', 'evil2.example', 'evil3.example']) {
    assert.equal(await get(host), 407)
  }
  const bare = proxy.heads.filter((head) => !head.includes(ALICE_BASIC))
  assert.equal(bare.length, 1, 'the proxy is still known to let alice in')
  assert.equal(await get('good.example'), 200)
})

test('so it is with the agents for node:http', async (t) => {
  const proxy = await startScripted(t, withEvilOrigins)
  const agents = createHttpAgents({ proxy: `http://alice:opensesame@127.0.0.1:${proxy.port}` })
  t.after(() => agents.http.destroy())
  const get = async (host: string) => {
    const [answer] = await once(http.get(`http://${host}/`, { agent: agents.http }), 'response')
    answer.resume()
    return answer.statusCode
  }
  assert.equal(await get('good.example'), 200)
  for (const host of ['evil1.example', 'evil2.example', 'evil3.example']) {
    assert.equal(await get(host), 407)
  }
  assert.equal(await get('new.example'), 200)
})

test('the proxy’s own is asked for by CONNECT to the same host, with the same credentials', async (t) => {
  const proxy = await startScripted(t, withEvilOrigins)
  const hop = aHop(proxy.port)
  assert.equal(
    await isProxysOwn(hop, 'http://evil.example:81/x'),
    true,
    'nobody is known there yet',
  )
  assert.match(
    proxy.heads[0] ?? '',
    /^CONNECT evil\.example:443 HTTP\/1\.1\r\nHost: evil\.example:443\r\n/,
  )
})

test('no answer is no refusal', async (t) => {
  const proxy = await startScripted(t, async ({ socket }) => void socket.destroy())
  assert.equal(await isProxysOwn(aHop(proxy.port), 'http://evil.example/'), false)
})
