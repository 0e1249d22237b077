import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookup } from './lookup.ts'
import { reasonPhrase } from './reason-phrase.ts'

test('every code from 100 to 999 has its registered phrase or none', () => {
  for (let code = 100; code <= 999; code++) {
    const found = lookup(code)
    const isNamed = found.kind === 'registered' && found.standing !== 'reserved'
    assert.equal(reasonPhrase(code), isNamed ? found.name : '', `${code}`)
  }
})

test('the phrases are those of RFC 9110, not the older ones', () => {
  assert.equal(reasonPhrase(407), 'Proxy Authentication Required')
  assert.equal(reasonPhrase(413), 'Content Too Large')
  assert.equal(reasonPhrase(422), 'Unprocessable Content')
  assert.equal(reasonPhrase(418), '')
})

test('a number that cannot be a status has no phrase', () => {
  for (const code of [-1, 0, 99, 1000, 200.5, Number.NaN]) assert.equal(reasonPhrase(code), '')
})

test('a phrase is safe in a status line', () => {
  for (let code = 100; code <= 599; code++) assert.match(reasonPhrase(code), /^[\x20-\x7e]*$/)
})
