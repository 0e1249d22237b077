import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProxyFault } from '../../core/proxy-fault.ts'
import { forwardingStage, until } from '../../testing/forwarding-stage.ts'
import { type Accepted, ASKS_BASIC, response } from '../../testing/scripted-proxy.ts'

const FINE = response('200 OK', [], 'fine')

test('large content goes out when the proxy says to go on, and the program hears nothing of that', async (t) => {
  const { ask } = await forwardingStage(
    t,
    async (client) => {
      await client.head()
      client.send('HTTP/1.1 100 Continue\r\n\r\n')
      client.send(response('200 OK', [], `got ${(await client.octets(100)).length}`))
    },
    { limits: { replayBytesMax: 50, continueWaitMs: 60_000 } },
  )
  assert.match(await ask('PUT', 'x'.repeat(100)), /^HTTP\/1\.1 200 OK.*got 100$/s)
})

test('a proxy that knows nothing of waiting is waited for a moment; its 407 then comes too late', async (t) => {
  const { socket } = await forwardingStage(
    t,
    async (client) => {
      await client.head()
      await client.octets(60)
      socket.write('x'.repeat(40))
      await client.octets(40)
      client.send(ASKS_BASIC)
    },
    { limits: { replayBytesMax: 50, continueWaitMs: 5 } },
  )
  const ended = until(socket, 'never').catch((error: unknown) => error)
  socket.write(`PUT /a HTTP/1.1\r\nHost: o\r\nContent-Length: 100\r\n\r\n${'x'.repeat(60)}`)
  const fault = await ended
  assert.ok(fault instanceof ProxyFault)
  assert.equal(fault.code, 'CONTENT_NOT_REPEATABLE')
})

test('silence on a kept connection: what may be sent twice is, on a fresh one; what may not is not', async (t) => {
  const once = async (client: Accepted): Promise<void> => {
    await client.head()
    client.send(FINE)
    await client.head()
    client.socket.end()
  }
  for (const [method, connections] of [
    ['GET', 2],
    ['POST', 1],
  ] as const) {
    const { ask, proxy } = await forwardingStage(t, (client) => once(client))
    await ask(method, '', 'fine')
    const again = await ask(method, '', 'fine').catch((error: unknown) => error)
    assert.equal(proxy.connections, connections)
    if (method === 'POST')
      assert.ok(again instanceof ProxyFault && again.code === 'NEXT_HOP_CLOSED')
  }
})

test('interim responses are the program\u2019s', async (t) => {
  const { ask } = await forwardingStage(t, async (client) => {
    await client.head()
    client.send(`HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${FINE}`)
  })
  assert.match(await ask('GET', '', 'fine'), /^HTTP\/1\.1 103 Early Hints\r\n/)
})
