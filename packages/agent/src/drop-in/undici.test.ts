import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as real from 'undici'
import { BY_THE_PROXY, startProxyOfEnvironment } from '../testing/proxy-of-environment.ts'
import * as ours from './undici.ts'

test('it is undici, but for the two that answer 407s', () => {
  for (const [name, value] of Object.entries(real)) {
    if (name === 'default' || name === 'module.exports') continue
    const isOurs = name === 'ProxyAgent' || name === 'EnvHttpProxyAgent'
    assert.equal((ours as Record<string, unknown>)[name] === value, !isOurs, name)
  }
})

test('EnvHttpProxyAgent goes by the environment of the process', async (t) => {
  await startProxyOfEnvironment(t)
  process.env['no_proxy'] = 'listed.invalid'
  const dispatcher = new ours.EnvHttpProxyAgent()
  t.after(() => dispatcher.destroy())
  const { statusText } = await ours.request('http://a.invalid/', { dispatcher })
  assert.equal(statusText, BY_THE_PROXY)
  await assert.rejects(ours.request('http://listed.invalid/', { dispatcher }), {
    code: 'ENOTFOUND',
  })
})
