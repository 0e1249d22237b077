import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unusableProxy } from './unusable-proxy.ts'

test('the variable is named, and what to write instead', () => {
  const said = unusableProxy({ variable: 'https_proxy', problem: 'host-malformed' })
  assert.match(said, /^https_proxy cannot be used: .* http:\/\/proxy\.example:3128$/)
})

test('one that a client can set is passed over, and is no obstacle', () => {
  const said = unusableProxy({ variable: 'HTTP_PROXY', problem: 'not-trusted' })
  assert.match(said, /^HTTP_PROXY is not used: .*CVE-2016-5385/)
})
