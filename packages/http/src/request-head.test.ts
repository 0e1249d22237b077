import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HEAD_LIMITS } from './head-limits.ts'
import type { Read } from './read.ts'
import { readRequestHead } from './request-head.ts'
import { octets, readsTo, refuses } from './testing/reads-to.ts'

const read = (bytes: Uint8Array, from: number): Read<unknown> => readRequestHead(bytes, from)

test('a request line and its fields', () => {
  readsTo(read, 'GET http://o/a?b HTTP/1.1\r\nHost: o\r\n\r\n', {
    method: 'GET',
    target: 'http://o/a?b',
    minorVersion: 1,
    fields: [{ name: 'Host', value: 'o', key: 'host' }],
  })
})

test('any token is a method, and its case is its own', () => {
  readsTo(read, "m-s!#$%&'*+.^_`|~9 * HTTP/1.0\r\n\r\n", {
    method: "m-s!#$%&'*+.^_`|~9",
    target: '*',
    minorVersion: 0,
    fields: [],
  })
})

test('empty lines before a request are passed over, but not for ever', () => {
  const after = readRequestHead(octets('\r\n\r\nGET / HTTP/1.1\r\n\r\n'), 0)
  assert.equal(after.kind === 'done' && after.value.method, 'GET')
  refuses(read, '\r\n'.repeat(6), 'request-line-malformed')
})

const malformed: readonly [name: string, text: string, reason: string][] = [
  ['a space in the target', 'GET /a b HTTP/1.1\r\n\r\n', 'request-line-malformed'],
  ['two spaces before the target', 'GET  / HTTP/1.1\r\n\r\n', 'target-malformed'],
  ['two spaces before the version', 'GET /  HTTP/1.1\r\n\r\n', 'request-line-malformed'],
  ['a tab for a space', 'GET\t/ HTTP/1.1\r\n\r\n', 'method-malformed'],
  ['a leading space', ' GET / HTTP/1.1\r\n\r\n', 'method-malformed'],
  ['a trailing space', 'GET / HTTP/1.1 \r\n\r\n', 'line-end-malformed'],
  ['a bare LF', 'GET / HTTP/1.1\n\r\n', 'line-end-malformed'],
  ['no version', 'GET /\r\n\r\n', 'target-malformed'],
  ['a version in lower case', 'GET / http/1.1\r\n\r\n', 'request-line-malformed'],
  ['another protocol', 'GET / ICAP/1.0\r\n\r\n', 'request-line-malformed'],
  ['HTTP/2.0 in text', 'GET / HTTP/2.0\r\n\r\n', 'version-unsupported'],
  ['HTTP/1.2', 'GET / HTTP/1.2\r\n\r\n', 'version-unsupported'],
  ['HTTP/0.9 with a version', 'GET / HTTP/0.9\r\n\r\n', 'version-unsupported'],
  ['a version of two digits', 'GET / HTTP/1.10\r\n\r\n', 'line-end-malformed'],
  ['an octet above ASCII in the target', 'GET /\xe4 HTTP/1.1\r\n\r\n', 'target-malformed'],
  ['a TLS ClientHello', '\x16\x03\x01\x02\x00\x01\x00', 'method-malformed'],
  ['an SSH banner', 'SSH-2.0-OpenSSH_9.2\r\n', 'method-malformed'],
  ['a lone CR', '\rGET / HTTP/1.1\r\n\r\n', 'method-malformed'],
  ['a method that never ends', 'A'.repeat(200), 'method-malformed'],
]
for (const [name, text, reason] of malformed) {
  test(`${name} is refused`, () => refuses(read, text, reason))
}

test('a target is refused as soon as it is longer than the limit', () => {
  const limits = { ...HEAD_LIMITS, targetBytesMax: 10 }
  const target = (bytes: number) => octets(`GET ${'/'.repeat(bytes)} HTTP/1.1\r\n\r\n`)
  assert.equal(readRequestHead(target(9), 0, limits).kind, 'done')
  assert.deepEqual(readRequestHead(target(10), 0, limits), {
    kind: 'malformed',
    reason: 'target-too-long',
  })
  assert.equal(readRequestHead(octets('GET //////////////////'), 0, limits).kind, 'malformed')
})

test('a target of 8 000 octets is read (RFC 9110 §4.1)', () => {
  const head = readRequestHead(octets(`GET /${'a'.repeat(8000)} HTTP/1.1\r\n\r\n`), 0)
  assert.equal(head.kind === 'done' && head.value.target.length, 8001)
})
