import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CLIENT_SCHEMES, isRegisteredScheme, SCHEMES } from './schemes.ts'
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

test('clients answer in order of strength: what sends no secret before what sends one', () => {
  const order = [...CLIENT_SCHEMES].sort((a, b) => b.strength - a.strength).map(({ name }) => name)
  assert.deepEqual(order, ['negotiate', 'digest', 'ntlm', 'bearer', 'basic'])
  for (const { name } of CLIENT_SCHEMES) assert.ok(isRegisteredScheme(name))
})

test('what is no registered name is not taken for one', () => {
  assert.equal(isRegisteredScheme('digest'), true)
  assert.equal(isRegisteredScheme('yxnjazpzzwnyzxq'), false)
  assert.equal(isRegisteredScheme('__proto__'), false)
})
