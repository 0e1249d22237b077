import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pacOfEnvironment } from './pac-of-environment.ts'

test('without the variable there is nothing', async () => {
  assert.deepEqual(await pacOfEnvironment({ HOPWISE_PROXY_PAC: '' }, assert.fail), { problems: [] })
})

test('a source that is none is a problem that names the variable, and no way around it', async () => {
  const { pac, problems } = await pacOfEnvironment({ HOPWISE_PROXY_PAC: 'proxy.pac' }, assert.fail)
  assert.match(problems[0] ?? '', /^HOPWISE_PROXY_PAC cannot be used: A PAC file is named by/)
  await assert.rejects(pac!.choose('http://a.test/'), { name: 'TypeError', message: problems[0] })
})

test('what goes wrong later is told once, however often it does', async (t) => {
  const said: string[] = []
  const script = 'data:,function FindProxyForURL() { return "PROXI a" }'
  const { pac } = await pacOfEnvironment({ HOPWISE_PROXY_PAC: script }, (one) => said.push(one))
  t.after(() => pac?.close?.())
  for (const url of ['https://a.test/', 'https://b.test/']) {
    await assert.rejects(pac!.choose(url), { code: 'ANSWER_UNUSABLE' })
  }
  assert.deepEqual(said, [
    'PAC: "PROXI a" is left out: no kind of proxy is called PROXI, asked about https://a.test (ENTRY_MALFORMED)',
    'PAC: Nothing in the answer "PROXI a" can be used, asked about https://a.test (ANSWER_UNUSABLE)',
  ])
})
