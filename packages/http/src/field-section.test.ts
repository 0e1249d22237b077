import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readFieldSection } from './field-section.ts'
import { HEAD_LIMITS } from './head-limits.ts'
import type { Read } from './read.ts'
import { octets, readsTo, refuses } from './testing/reads-to.ts'

const read = (bytes: Uint8Array, from: number): Read<unknown> =>
  readFieldSection(bytes, from, HEAD_LIMITS)

function line(name: string, value: string): object {
  return { name, value, key: name.toLowerCase() }
}

test('an empty section is one empty line', () => readsTo(read, '\r\n', []))

test('names keep their case and values their octets, without the white space around them', () => {
  readsTo(read, 'X-A: 1\r\nx-b:\t two words \t\r\nEmpty:\r\n\r\n', [
    line('X-A', '1'),
    line('x-b', 'two words'),
    line('Empty', ''),
  ])
})

test('obs-text and every visible octet may stand in a value', () => {
  const value = `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~\x80\xff`
  readsTo(read, `X: ${value}\r\n\r\n`, [line('X', value)])
})

test('order and repeated names are kept', () => {
  readsTo(read, 'B: 1\r\nA: 2\r\nb: 3\r\n\r\n', [line('B', '1'), line('A', '2'), line('b', '3')])
})

const malformed: readonly [name: string, text: string, reason: string][] = [
  ['a space before the colon', 'X : 1\r\n\r\n', 'space-before-colon'],
  ['a tab before the colon', 'X\t: 1\r\n\r\n', 'space-before-colon'],
  ['a folded line', 'X: 1\r\n 2\r\n\r\n', 'line-folded'],
  ['white space before the first field', ' X: 1\r\n\r\n', 'line-folded'],
  ['a bare LF', 'X: 1\nY: 2\r\n\r\n', 'line-end-malformed'],
  ['a bare LF that ends the section', 'X: 1\r\n\n', 'line-end-malformed'],
  ['a bare CR in a value', 'X: a\rb\r\n\r\n', 'line-end-malformed'],
  ['a bare CR in a name', 'X\rY: a\r\n\r\n', 'line-end-malformed'],
  ['a CR without LF at the end', 'X: 1\r\n\rX\r\n', 'line-end-malformed'],
  ['NUL in a value', 'X: a\0b\r\n\r\n', 'field-value-malformed'],
  ['DEL in a value', 'X: a\x7fb\r\n\r\n', 'field-value-malformed'],
  ['an empty name', ': 1\r\n\r\n', 'field-name-malformed'],
  ['a line without a colon', 'hello\r\n\r\n', 'line-end-malformed'],
  ['a name with a slash', 'a/b: 1\r\n\r\n', 'field-name-malformed'],
  ['a name outside ASCII', 'n\xe4me: 1\r\n\r\n', 'field-name-malformed'],
]
for (const [name, text, reason] of malformed) {
  test(`${name} is refused`, () => refuses(read, text, reason))
}

test('a section larger than the limit is refused, complete or not', () => {
  const limits = { ...HEAD_LIMITS, fieldBytesMax: 64 }
  const reason = { kind: 'malformed', reason: 'fields-too-large' }
  assert.deepEqual(readFieldSection(octets(`X: ${'a'.repeat(80)}`), 0, limits), reason)
  assert.deepEqual(readFieldSection(octets(`X: ${'a'.repeat(60)}\r\n\r\n`), 0, limits), reason)
  assert.equal(readFieldSection(octets(`X: ${'a'.repeat(57)}\r\n\r\n`), 0, limits).kind, 'done')
})

test('more lines than the limit are refused at the first of them', () => {
  const limits = { ...HEAD_LIMITS, fieldLinesMax: 3 }
  assert.equal(
    readFieldSection(octets('A: 1\r\n'.repeat(3).concat('\r\n')), 0, limits).kind,
    'done',
  )
  assert.deepEqual(readFieldSection(octets('A: 1\r\n'.repeat(4)), 0, limits), {
    kind: 'malformed',
    reason: 'fields-too-many',
  })
})

test('whatever it is given, it answers without throwing and never reads past the end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const answer = readFieldSection(bytes, 0, HEAD_LIMITS)
      if (answer.kind === 'done') assert.ok(answer.rest <= bytes.length)
    }),
    { numRuns: 2000 },
  )
})
