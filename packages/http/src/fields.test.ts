import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countOf, field, firstOf, hasField, listOf, trimSpace, valuesOf } from './fields.ts'

const FIELDS = [
  field('X-A', '1, two ,,'),
  field('Other', 'x'),
  field('x-a', 'Three'),
  field('E', ''),
]

test('all values of a field, in order', () => {
  assert.deepEqual(valuesOf(FIELDS, 'x-a'), ['1, two ,,', 'Three'])
  assert.deepEqual(valuesOf(FIELDS, 'nope'), [])
})

test('the first value, the number of lines, and whether there is one', () => {
  assert.equal(firstOf(FIELDS, 'x-a'), '1, two ,,')
  assert.equal(firstOf(FIELDS, 'e'), '')
  assert.equal(countOf(FIELDS, 'x-a'), 2)
  assert.equal(hasField(FIELDS, 'e'), true)
  assert.equal(hasField(FIELDS, 'f'), false)
})

test('a list goes over all lines, without its empty members', () => {
  assert.deepEqual(listOf(FIELDS, 'x-a'), ['1', 'two', 'Three'])
  assert.deepEqual(listOf(FIELDS, 'e'), [])
  assert.deepEqual(listOf(FIELDS, 'nope'), [])
})

test('only space and tab are trimmed', () => {
  assert.equal(trimSpace(' \ta b\t '), 'a b')
  assert.equal(trimSpace('\xa0a\n'), '\xa0a\n')
})
