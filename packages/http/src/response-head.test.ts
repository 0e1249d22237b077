import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Read } from './read.ts'
import { readResponseHead } from './response-head.ts'
import { octets, readsTo, refuses } from './testing/reads-to.ts'

const read = (bytes: Uint8Array, from: number): Read<unknown> => readResponseHead(bytes, from)

test('a status line and its fields', () => {
  readsTo(read, 'HTTP/1.1 200 All is \xfcber\r\nA: b\r\n\r\n', {
    status: 200,
    reasonPhrase: 'All is \xfcber',
    minorVersion: 1,
    fields: [{ name: 'A', value: 'b', key: 'a' }],
  })
})

test('the phrase may be empty, and its space may be missing', () => {
  readsTo(read, 'HTTP/1.0 404 \r\n\r\n', {
    status: 404,
    reasonPhrase: '',
    minorVersion: 0,
    fields: [],
  })
  readsTo(read, 'HTTP/1.1 404\r\n\r\n', {
    status: 404,
    reasonPhrase: '',
    minorVersion: 1,
    fields: [],
  })
})

test('codes that nobody registered are read', () => {
  for (const status of [100, 299, 599, 600, 999]) {
    const head = readResponseHead(octets(`HTTP/1.1 ${status} x\r\n\r\n`), 0)
    assert.equal(head.kind === 'done' && head.value.status, status)
  }
})

const malformed: readonly [name: string, text: string, reason: string][] = [
  ['garbage', 'hello world\r\n\r\n', 'status-line-malformed'],
  ['a code below 100', 'HTTP/1.1 099 x\r\n\r\n', 'status-line-malformed'],
  ['a code of two digits', 'HTTP/1.1 20 x\r\n\r\n', 'status-line-malformed'],
  ['a code of four digits', 'HTTP/1.1 2000 x\r\n\r\n', 'status-line-malformed'],
  ['two spaces', 'HTTP/1.1  200 x\r\n\r\n', 'status-line-malformed'],
  ['a bare LF', 'HTTP/1.1 200 x\n\r\n', 'status-line-malformed'],
  ['NUL in the phrase', 'HTTP/1.1 200 a\0b\r\n\r\n', 'status-line-malformed'],
  ['HTTP/2.0 in text', 'HTTP/2.0 200 x\r\n\r\n', 'version-unsupported'],
  ['HTTP/1.2', 'HTTP/1.2 200 x\r\n\r\n', 'version-unsupported'],
  ['a phrase that never ends', `HTTP/1.1 200 ${'x'.repeat(3000)}`, 'status-line-malformed'],
]
for (const [name, text, reason] of malformed) {
  test(`${name} is refused`, () => refuses(read, text, reason))
}
