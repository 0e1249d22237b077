import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Evidence, seen, worth } from './evidence.ts'

const of = (weight: Evidence['weight']): Evidence => ({ kind: 'field', weight, what: 'x' })

test('one settling fact outweighs all marks, one mark all hints there can be', () => {
  assert.ok(worth([of('settles')]) > worth(Array.from({ length: 8 }, () => of('strong'))))
  assert.ok(worth([of('strong')]) > worth([of('weak'), of('weak'), of('weak')]))
  assert.ok(worth([of('against')]) < 0)
  assert.equal(worth([]), 0)
})

test('what was seen is one line of at most 80 characters', () => {
  assert.equal(seen('  a\r\n\tb '), 'a b')
  assert.equal(seen('x'.repeat(80)).length, 80)
  assert.equal(seen('x'.repeat(81)), `${'x'.repeat(79)}…`)
})
