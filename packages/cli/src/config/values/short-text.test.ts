import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { count, partName, realmText, shortText } from './short-text.ts'

test('text is on one line and not empty', () => {
  assert.equal(read(shortText(), 'Grüße, 世界'), 'Grüße, 世界')
  for (const value of ['', 'a\nb', 'a\u0085', 'x'.repeat(1001), 3]) {
    assert.equal(read(shortText(), value), 'write some text, on one line')
  }
})

test('a realm is printable ASCII', () => {
  assert.equal(read(realmText(), 'Hopwise 1'), 'Hopwise 1')
  for (const value of ['', 'Höp', 'x'.repeat(201)]) {
    assert.equal(read(realmText(), value), 'write 1 to 200 characters of printable ASCII')
  }
})

test('the name of a part is a word', () => {
  assert.equal(read(partName(), 'staff-2'), 'staff-2')
  for (const value of ['2', 'a b', '', '__proto__']) {
    assert.match(String(read(partName(), value)), /^write a name of letters/)
  }
})

test('a number is whole and within bounds', () => {
  assert.equal(read(count(1, 10), 10), 10)
  for (const value of [0, 11, 1.5, '5']) {
    assert.match(String(read(count(1, 10), value)), /^write a whole number from 1 to 10/)
  }
})
