import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { addressRange } from './address-range.ts'

test('a range is read, and written as it was', () => {
  assert.equal(JSON.stringify(read(addressRange(), '10.0.0.0/8')), '"10.0.0.0/8"')
})

test('what is none is told how to write one', () => {
  assert.match(
    String(read(addressRange(), '10.0.0.1/8')),
    /^write an IP address or a range of them/,
  )
})
