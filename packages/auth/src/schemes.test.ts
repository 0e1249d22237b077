import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRegisteredScheme, SCHEMES } from './schemes.ts'
import { toolsForTest } from './testing/tools.ts'

test('every scheme goes by one name, in lower case, on both sides, and is registered', () => {
  assert.ok(SCHEMES.size > 0)
  for (const [name, scheme] of SCHEMES) {
    const served = scheme.serve({ realm: 'r', tools: toolsForTest() })
    assert.deepEqual([scheme.name, scheme.client.name, served.name], [name, name, name])
    for (const challenge of served.challenges()) assert.equal(challenge.scheme, name)
    assert.equal(name, name.toLowerCase())
    assert.ok(isRegisteredScheme(name))
  }
})

test('what is no registered name is not taken for one', () => {
  assert.equal(isRegisteredScheme('digest'), true)
  assert.equal(isRegisteredScheme('yxnjazpzzwnyzxq'), false)
  assert.equal(isRegisteredScheme('__proto__'), false)
})
