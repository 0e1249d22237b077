import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get } from 'node:http'
import { test } from 'node:test'
import { assertNoCredentials } from './no-credentials.ts'
import { startOrigin } from './origin.ts'
import { scopeOf } from './scope.ts'
import { ALICE, MAX, ZOE } from './users.ts'

const base64 = (text: string, charset: BufferEncoding = 'utf8'): string =>
  Buffer.from(text, charset).toString('base64')

const leaks: readonly (readonly [name: string, fields: Record<string, string>])[] = [
  ['the field', { 'Proxy-Authorization': 'Basic eDp5' }],
  ['the field that goes with it', { 'Proxy-Connection': 'keep-alive' }],
  ['user-pass in another field', { 'X-Forwarded-Auth': base64(`${ALICE.user}:${ALICE.password}`) }],
  ['user-pass in Latin-1', { Authorization: base64(`${ZOE.user}:${ZOE.password}`, 'latin1') }],
  ['the password itself', { 'X-Note': MAX.password }],
  ['the password as a URL has it', { Referer: `http://${encodeURIComponent(MAX.password)}@x/` }],
]

for (const [name, headers] of leaks) {
  test(`an origin that is sent ${name} is noticed`, async (t) => {
    const origin = await startOrigin(scopeOf(t))
    const [response] = await once(get(origin.url, { headers, agent: false }), 'response')
    response.resume()
    assert.throws(() => assertNoCredentials(origin), /the origin was sent/)
  })
}

test('an origin that is sent an ordinary request is fine', async (t) => {
  const origin = await startOrigin(scopeOf(t))
  const [response] = await once(get(origin.url, { agent: false }), 'response')
  response.resume()
  assert.match(origin.received(), /^GET \/ HTTP\/1\.1\r\n/)
  assertNoCredentials(origin)
})
