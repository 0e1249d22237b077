import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as real from 'undici'
import { response, startScripted } from '../testing/scripted-proxy.ts'
import * as ours from './undici.ts'

test('it is undici, but for the two that answer 407s', () => {
  for (const [name, value] of Object.entries(real)) {
    if (name === 'default' || name === 'module.exports') continue
    const isOurs = name === 'ProxyAgent' || name === 'EnvHttpProxyAgent'
    assert.equal((ours as Record<string, unknown>)[name] === value, !isOurs, name)
  }
})

test('EnvHttpProxyAgent goes by the environment of the process', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(response('200 By the proxy'))
  })
  const before = { ...process.env }
  t.after(() => {
    process.env = before
  })
  process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`
  process.env['no_proxy'] = 'listed.invalid'
  const dispatcher = new ours.EnvHttpProxyAgent()
  t.after(() => dispatcher.destroy())
  const { statusText } = await ours.request('http://a.invalid/', { dispatcher })
  assert.equal(statusText, 'By the proxy')
  await assert.rejects(ours.request('http://listed.invalid/', { dispatcher }), {
    code: 'ENOTFOUND',
  })
})
