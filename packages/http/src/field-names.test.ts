import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldKey } from './field-names.ts'

test('a name is compared in lower case, common or not, however it is written', () => {
  assert.equal(fieldKey('Content-Length'), 'content-length')
  assert.equal(fieldKey('content-length'), 'content-length')
  assert.equal(fieldKey('CONTENT-LENGTH'), 'content-length')
  assert.equal(fieldKey('X-Nobody-Knows'), 'x-nobody-knows')
})

test("a name of an object's own is a name like any other", () => {
  assert.equal(fieldKey('constructor'), 'constructor')
  assert.equal(fieldKey('__proto__'), '__proto__')
})
