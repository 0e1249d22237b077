import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readFieldSection } from './field-section.ts'
import { HEAD_LIMITS } from './head-limits.ts'
import { responseHeadReader, sectionReader } from './repeat-reader.ts'
import { readResponseHead } from './response-head.ts'

const octets = (text: string): Uint8Array => Buffer.from(text, 'latin1')

test('the same octets are the same fields, wherever they lie and whatever follows', () => {
  const reader = sectionReader(HEAD_LIMITS)
  const section = 'Host: o\r\nX-A:  \xe9\t\r\n\r\n'
  const first = reader.read(octets(section), 0)
  const again = reader.read(octets(`GET / HTTP/1.1\r\n${section}GET`), 16)
  assert.ok(first.kind === 'done' && again.kind === 'done')
  assert.equal(again.value, first.value)
  assert.equal(again.rest, 16 + section.length)
})

test('one octet more, less or other is read anew', () => {
  const sections = [
    'A: 1\r\nB: 2\r\n\r\n',
    'A: 1\r\nB: 3\r\n\r\n',
    'A: 1\r\nB: 23\r\n\r\n',
    'A: 1\r\n\r\n',
    'a: 1\r\n\r\n',
    '\r\n',
    'A : 1\r\n\r\n',
    'A: 1\r\n\n\r\n',
    'A: 1\r\nB: 2\r\n\r',
  ]
  const reader = sectionReader(HEAD_LIMITS)
  for (const section of [...sections, ...sections.toReversed()]) {
    const bytes = octets(section)
    assert.deepEqual(reader.read(bytes, 0), readFieldSection(bytes, 0, HEAD_LIMITS), section)
  }
})

test('what is too large to be kept is read all the same', () => {
  const reader = sectionReader(HEAD_LIMITS)
  const large = octets(`Cookie: ${'c'.repeat(4_000)}\r\n\r\n`)
  const first = reader.read(large, 0)
  const again = reader.read(large, 0)
  assert.deepEqual(again, first)
  assert.ok(first.kind === 'done' && again.kind === 'done' && first.value !== again.value)
})

test('whatever came before, a section is read as if it were the first', () => {
  const line = fc.constantFrom(
    'A: 1\r\n',
    'B: 22\r\n',
    'B:\r\n',
    ' x\r\n',
    'C: \n\r\n',
    '\r\n',
    'D',
  )
  const sections = fc.array(
    fc.array(line, { maxLength: 4 }).map((lines) => `${lines.join('')}\r\n`),
    { minLength: 2, maxLength: 6 },
  )
  fc.assert(
    fc.property(sections, (texts) => {
      const reader = sectionReader(HEAD_LIMITS)
      for (const text of texts) {
        const bytes = octets(text)
        assert.deepEqual(reader.read(bytes, 0), readFieldSection(bytes, 0, HEAD_LIMITS))
      }
    }),
  )
})

test('a response head that is repeated is the same value, and another status is another head', () => {
  const reader = responseHeadReader(HEAD_LIMITS)
  const rest = 'Date: x\r\n\r\n'
  const starts = [
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 201 OK\r\n',
    'HTTP/1.0 201 OK\r\n',
    'HTTP/1.0 201 O\n',
  ]
  for (const start of [...starts, ...starts.toReversed()]) {
    const bytes = octets(start + rest)
    const first = reader.read(bytes, 0)
    assert.deepEqual(first, readResponseHead(bytes, 0, HEAD_LIMITS), start)
    const again = reader.read(octets(`${start}${rest}content`), 0)
    assert.deepEqual(again, first)
    if (first.kind === 'done' && again.kind === 'done') assert.equal(again.value, first.value)
  }
})
