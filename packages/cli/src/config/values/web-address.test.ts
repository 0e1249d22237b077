import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { webAddress } from './web-address.ts'

const web = webAddress('http:', 'https:')

test('a URL of one of the schemes is read', () => {
  const url = read(web, 'https://idp.example/keys')
  assert.ok(url instanceof URL)
  assert.equal(JSON.stringify(url), '"https://idp.example/keys"')
})

for (const value of ['ftp://a', 'idp.example', '', 'https://user@a', 'https://:pw@a', 3]) {
  test(`${JSON.stringify(value)} is refused, and not repeated`, () => {
    const expected = 'write a URL that begins with http:// or https://, without a user name in it'
    assert.equal(read(web, value), expected)
  })
}
