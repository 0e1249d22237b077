import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostPattern } from './host-pattern.ts'

for (const text of ['example.com', '*.example.com:443', '10.0.0.0/8', '[2001:db8::]/32:443', '*']) {
  test(`${text} is taken as it was written`, () => {
    assert.equal(hostPattern(text), text)
  })
}

for (const text of ['', 'http://example.com', 'a..b', '10.0.0.0/33', 'example.com:0-99999']) {
  test(`${JSON.stringify(text)} is refused, and it is said where`, () => {
    assert.throws(() => hostPattern(text), /\(character \d+\)$/)
  })
}
