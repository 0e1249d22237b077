import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import { type TestContext, test } from 'node:test'
import { ProxyFault } from '../core/proxy-fault.ts'
import { type Accepted, response, startScripted } from '../testing/scripted-proxy.ts'
import { createHttpAgents, type HttpAgentsOptions } from './http-agents.ts'
import { proxyFaultOf } from './proxy-fault-of.ts'

const FAULT = new ProxyFault('CONNECT_REFUSED', 'it refuses', { proxy: 'http://proxy.example' })

test('a fault is found in errors that wrap it, and in the responses and requests of libraries', () => {
  assert.equal(proxyFaultOf(FAULT), FAULT)
  assert.equal(proxyFaultOf(new TypeError('fetch failed', { cause: FAULT })), FAULT)
  assert.equal(proxyFaultOf({ response: { request: { cause: { cause: FAULT } } } }), FAULT)
  for (const other of [undefined, null, 'text', new Error('x'), { cause: 'text' }]) {
    assert.equal(proxyFaultOf(other), undefined)
  }
})

test('what goes round in circles ends', () => {
  const circle: Record<string, unknown> = {}
  Object.assign(circle, { cause: circle, request: circle, response: circle })
  assert.equal(proxyFaultOf(circle), undefined)
})

test('a 407 that a program gets as its response has its reasons, and no other response has any', async (t) => {
  const { ask } = await stage(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      const asks = ['Proxy-Authenticate: Concealed realm="r", Negotiate']
      client.send(head.includes('/ok') ? response('200 OK') : response('407 No', asks, 'page'))
    }
  })
  const [refused, fine] = [await ask('/a'), await ask('/ok')]
  assert.deepEqual([refused.statusCode, fine.statusCode], [407, 200])
  const fault = proxyFaultOf(refused)
  assert.ok(fault)
  assert.equal(fault.code, 'CHALLENGE_UNANSWERABLE')
  assert.deepEqual([fault.status, fault.target], [407, 'http://origin.example/a'])
  assert.ok(fault.passedOver.some(({ reason }) => reason === 'library-missing'))
  assert.equal(proxyFaultOf({ response: refused })?.code, 'CHALLENGE_UNANSWERABLE')
  assert.equal(proxyFaultOf(fine), undefined)
})

test('a program may have an error instead', async (t) => {
  const refuse = async (client: Accepted): Promise<void> => {
    await client.head()
    client.send(response('407 No', ['Proxy-Authenticate: Concealed realm="r"'], 'page'))
  }
  const { ask } = await stage(t, refuse, { unanswered: 'fault' })
  const error = await ask('/a').catch((reason: unknown) => reason)
  assert.ok(error instanceof ProxyFault)
  assert.equal(Buffer.from(error.answer!.content).toString(), 'page')
})

async function stage(
  t: TestContext,
  speak: (client: Accepted) => Promise<void>,
  options: HttpAgentsOptions = {},
) {
  const proxy = await startScripted(t, speak)
  const agents = createHttpAgents({ proxy: `http://127.0.0.1:${proxy.port}`, ...options })
  t.after(() => agents.http.destroy())
  const ask = async (path: string): Promise<http.IncomingMessage> => {
    const request = http.get(`http://origin.example${path}`, { agent: agents.http })
    const [answer] = (await once(request, 'response')) as [http.IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    return answer
  }
  return { ask }
}
