import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookup } from './lookup.ts'
import { REGISTRY } from './registry.ts'

test('every code from 100 to 999 has an answer', () => {
  const registered = new Set(REGISTRY.map((row) => row.code))
  for (let code = 100; code <= 999; code++) {
    const found = lookup(code)
    assert.equal(found.kind, registered.has(code) ? 'registered' : 'unregistered', `${code}`)
    if (found.kind === 'registered') assert.equal(found.row.code, code)
    else assert.equal(found.treatAs, code > 599 ? 500 : Math.floor(code / 100) * 100)
    assert.equal(found.class === 'invalid', code > 599)
  }
})

test('407 is the proxy asking the user of a client for credentials', () => {
  const found = lookup(407)
  assert.equal(found.kind, 'registered')
  assert.equal(found.row.name, 'Proxy Authentication Required')
  assert.equal(found.row.section, '15.5.8')
  assert.equal(found.row.acts, 'client user')
  assert.equal(found.row.generatedBy, 'proxy')
})

test('a number that cannot be a status is treated as a 500', () => {
  for (const code of [-5, 0, 99, 1000, Number.NaN]) {
    assert.deepEqual(lookup(code), { kind: 'unregistered', class: 'invalid', treatAs: 500 })
  }
})
