import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { negotiate } from './negotiate.ts'

test('a keytab and a service are enough', () => {
  const section = read(negotiate, { keytab: 'http.keytab', service: 'HTTP@proxy.example' })
  assert.ok(typeof section !== 'string')
  assert.equal(section.perConnection, true)
})

for (const service of ['proxy.example', 'HTTP/proxy.example', 'HTTP@', '@proxy.example']) {
  test(`${service} is no service`, () => {
    assert.match(String(read(negotiate, { keytab: 'a', service })), /^write SERVICE@HOST/)
  })
}
