import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasLogin, withAuthorization, withoutLogin } from './proxy-authorization.ts'

test('one credential takes the place of others, however they are written', () => {
  const fields = { 'PROXY-authorization': 'Basic a', 'X-A': '1' }
  assert.deepEqual(withAuthorization(fields, 'Basic b'), {
    'X-A': '1',
    'Proxy-Authorization': 'Basic b',
  })
  assert.deepEqual(withAuthorization(fields, undefined), { 'X-A': '1' })
})

const ADDRESSES: readonly [address: string, hasOne: boolean, without: string][] = [
  ['http://alice:p@ss/w@proxy:3128', true, 'http://proxy:3128'],
  ['alice:x@proxy:3128', true, 'http://proxy:3128'],
  ['https://proxy', false, 'https://proxy:443'],
  ['ftp://alice:x@proxy', false, 'ftp://alice:x@proxy'],
]

for (const [address, hasOne, without] of ADDRESSES) {
  test(`${address} ${hasOne ? 'has' : 'has no'} login, and is ${without} without`, () => {
    assert.equal(hasLogin(address), hasOne)
    assert.equal(withoutLogin(address), without)
  })
}
