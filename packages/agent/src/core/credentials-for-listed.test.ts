import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Credentials, CredentialsSource } from './credentials.ts'
import { credentialsForListed } from './credentials-for-listed.ts'

const ALICE: Credentials = { username: 'alice', password: 'wonderland' }

const ASKING: readonly [proxy: string, list: string, isGiven: boolean][] = [
  ['http://proxy.example:3128', 'proxy.example:3128', true],
  ['http://proxy.example:3129', 'proxy.example:3128', false],
  ['https://proxy.example:443', 'other, proxy.example', true],
  ['http://a.corp.example:80', '.corp.example', true],
  ['http://acorp.example:80', '.corp.example', false],
  ['http://10.1.2.3:80', '10.0.0.0/8', true],
  ['socks5://proxy.example:1080', 'proxy.example', true],
  ['socks5://other.example:1080', 'proxy.example', false],
  ['http://proxy.example:3128', '', false],
]

for (const [proxy, list, isGiven] of ASKING) {
  test(`${proxy} ${isGiven ? 'gets' : 'does not get'} what is for "${list}"`, () => {
    const source = credentialsForListed(ALICE, list) as Extract<
      CredentialsSource,
      (asked: never) => unknown
    >
    const given = source({ proxy, scheme: 'basic', realm: 'x' })
    assert.deepEqual(given, isGiven ? ALICE : undefined)
  })
}

test('who is asked for each is asked about the listed only', () => {
  const asked: string[] = []
  const source = credentialsForListed(({ proxy }) => {
    asked.push(proxy)
    return ALICE
  }, 'a') as Extract<CredentialsSource, (asked: never) => unknown>
  for (const proxy of ['http://a:1', 'http://b:1']) source({ proxy, scheme: 'basic', realm: 'x' })
  assert.deepEqual(asked, ['http://a:1'])
  assert.equal(credentialsForListed(undefined, 'a'), undefined)
})
