import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printable } from './printable.ts'

test('what could command a terminal is replaced, letters of any script stay', () => {
  assert.equal(printable('a\x1b[2Jb\x9bc\u202ed'), 'a\u{fffd}[2Jb\u{fffd}c\u{fffd}d')
  assert.equal(printable('сайт\r\nзаморожен 漢字'), 'сайт заморожен 漢字')
})
