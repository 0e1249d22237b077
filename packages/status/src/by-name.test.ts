import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byName } from './by-name.ts'
import { REGISTRY } from './registry.ts'

test('every official name leads back to its code', () => {
  for (const { code, name, standing } of REGISTRY) {
    if (standing !== 'reserved') assert.equal(byName(name)?.code, code, name)
  }
})

test('case, spaces and punctuation do not matter', () => {
  for (const name of ['proxy authentication required', 'Proxy-Authentication-Required', ' OK ']) {
    assert.equal(byName(name)?.code, name.trim() === 'OK' ? 200 : 407)
  }
})

test('a former name leads to the code that had it', () => {
  const former: readonly (readonly [string, number])[] = [
    ['Payload Too Large', 413],
    ['Request Entity Too Large', 413],
    ['Unprocessable Entity', 422],
    ['Moved Temporarily', 302],
    ["I'm a teapot", 418],
    ['Gateway Time-out', 504],
  ]
  for (const [name, code] of former) assert.equal(byName(name)?.code, code, name)
})

test('the registry’s remark about reserved codes is no name, nor is nothing or nonsense', () => {
  for (const name of ['(Unused)', 'unused', '', ' ', '!!', 'Nonsense Required']) {
    assert.equal(byName(name), undefined, name)
  }
})
