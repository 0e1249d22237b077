import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProxyFault } from '../core/proxy-fault.ts'
import { aHop } from '../testing/a-hop.ts'
import { startScripted } from '../testing/scripted-proxy.ts'

test('it is named without a login', () => {
  assert.equal(aHop(3128).name, 'http://127.0.0.1:3128')
})

test('each opening is a fresh connection', async (t) => {
  const proxy = await startScripted(t, async (client) => client.send(`${client.number}`))
  const hop = aHop(proxy.port)
  for (const number of ['0', '1']) {
    const wire = await hop.open('origin.example:443')
    t.after(() => wire.destroy())
    assert.equal(Buffer.from((await wire.read())!).toString(), number)
  }
})

test('TLS that is not spoken there is a fault', async (t) => {
  const proxy = await startScripted(
    t,
    async ({ socket }) => void socket.end('HTTP/1.1 400 No\r\n\r\n'),
  )
  const { Hop } = await import('./hop.ts')
  const plain = aHop(proxy.port)
  const hop = new Hop({
    proxy: { scheme: 'https', host: '127.0.0.1', port: proxy.port },
    answers: plain.answers,
    limits: plain.limits,
  })
  const error = await hop.open('origin.example:443').catch((reason: unknown) => reason)
  assert.ok(error instanceof ProxyFault)
  assert.equal(error.code, 'TLS_FAILED')
})

test('a signal that was given already opens nothing', async (t) => {
  const proxy = await startScripted(t, async () => undefined)
  const signal = AbortSignal.abort(new Error('no more'))
  await assert.rejects(aHop(proxy.port).open('origin.example:443', signal), /no more/)
  assert.equal(proxy.connections, 0)
})
