import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { hostPattern } from './host-pattern.ts'

test('a pattern is read, and written as it was', () => {
  assert.equal(JSON.stringify(read(hostPattern(), '*.example.com:443')), '"*.example.com:443"')
})

test('where it is wrong is said', () => {
  assert.match(String(read(hostPattern(), 'http://x')), /\(character 5\)$/)
})
