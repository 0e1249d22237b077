import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookup } from './lookup.ts'
import { REGISTRY } from './registry.ts'

test('every code from 100 to 999 has an answer', () => {
  const registered = new Set(REGISTRY.map((row) => row.code))
  for (let code = 100; code <= 999; code++) {
    const found = lookup(code)
    assert.equal(found.kind, registered.has(code) ? 'registered' : 'unregistered', `${code}`)
    assert.equal(found.code, code)
    if (found.kind === 'unregistered') {
      assert.equal(found.treatAs, code > 599 ? 500 : Math.floor(code / 100) * 100)
      assert.equal(found.name, undefined)
    }
    assert.equal(found.class === 'invalid', code > 599)
  }
})

test('407 is the proxy asking the user of a client for credentials', () => {
  const found = lookup(407)
  assert.equal(found.kind, 'registered')
  assert.equal(found.section, '15.5.8')
  assert.equal(found.party, 'client')
  assert.equal(found.acts, 'client user')
  assert.deepEqual(found.emittedBy, ['intermediary'])
})

test('the name and class of an official code are literals for the compiler', () => {
  const name: 'Proxy Authentication Required' = lookup(407).name
  const statusClass: 'client-error' = lookup(407).class
  // @ts-expect-error: another name does not fit the type.
  const wrong: 'Not Found' = lookup(407).name
  assert.deepEqual([name, statusClass, wrong], [lookup(407).name, lookup(407).class, name])
})

test('a number that is only known when running still has its answer', () => {
  const codes: readonly number[] = [407, 477]
  assert.deepEqual(
    codes.map((code) => lookup(code).name),
    ['Proxy Authentication Required', undefined],
  )
})

test('a number that cannot be a status is treated as a 500', () => {
  for (const code of [-5, 0, 99, 1000, Number.NaN]) {
    assert.deepEqual(lookup(code), {
      kind: 'unregistered',
      code,
      name: undefined,
      class: 'invalid',
      treatAs: 500,
    })
  }
})
