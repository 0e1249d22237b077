import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ChunkedReader } from './chunked-reader.ts'
import { readBody } from './testing/read-body.ts'
import { octets } from './testing/reads-to.ts'

function reads(text: string): ReturnType<typeof readBody> {
  return readBody(new ChunkedReader(), [octets(text)])
}

test('chunks, the last chunk and what follows it', () => {
  const body = reads('5\r\nhello\r\n6\r\n world\r\n0\r\n\r\nGET ')
  assert.deepEqual(body, { end: 'done', text: 'hello world', trailers: [], rest: 'GET ' })
})

test('sizes are hex in any case, with zeros before them', () => {
  assert.equal(reads('00A\r\n0123456789\r\n000\r\n\r\n').text, '0123456789')
  assert.equal(reads('a\r\n0123456789\r\n0\r\n\r\n').text, '0123456789')
})

test('extensions are read and dropped', () => {
  for (const extension of [';a', ';a=b', ';a="b;c"', ';a="\\"";b=c', ';a=""']) {
    assert.equal(reads(`5${extension}\r\nhello\r\n0${extension}\r\n\r\n`).text, 'hello', extension)
  }
})

test('trailers are kept apart from the head', () => {
  const body = reads('0\r\nX-Sum: 1\r\nSet-Cookie: a\r\n\r\nrest')
  assert.deepEqual(
    body.trailers.map(({ name }) => name),
    ['X-Sum', 'Set-Cookie'],
  )
  assert.equal(body.rest, 'rest')
})

const malformed: readonly [text: string, reason: string][] = [
  ['G\r\n', 'chunk-size-malformed'],
  ['\r\n', 'chunk-size-malformed'],
  ['0x5\r\nhello', 'chunk-size-malformed'],
  ['+5\r\nhello', 'chunk-size-malformed'],
  ['-5\r\nhello', 'chunk-size-malformed'],
  ['0_5\r\nhello', 'chunk-size-malformed'],
  ['5 \r\nhello', 'chunk-size-malformed'],
  [' 5\r\nhello', 'chunk-size-malformed'],
  ['5\nhello', 'chunk-size-malformed'],
  ['5\r\rhello', 'chunk-size-malformed'],
  ['5zz\r\nhello', 'chunk-size-malformed'],
  ['10000000000000005\r\n', 'chunk-size-too-large'],
  ['FFFFFFFFFFFFFFF0\r\n', 'chunk-size-too-large'],
  ['00000000000000005\r\n', 'chunk-size-too-large'],
  ['5;\r\nhello', 'chunk-extension-malformed'],
  ['5; a\r\nhello', 'chunk-extension-malformed'],
  ['5;a=\r\nhello', 'chunk-extension-malformed'],
  ['5;a=b=c\r\nhello', 'chunk-extension-malformed'],
  ['5;a="b\r\n', 'chunk-extension-malformed'],
  ['5;a\nhello', 'chunk-extension-malformed'],
  ['5;a="b"c\r\n', 'chunk-extension-malformed'],
  [`5;${'a'.repeat(2000)}\r\n`, 'chunk-extension-too-long'],
  ['5\r\nhelloX', 'chunk-end-malformed'],
  ['5\r\nhello\n', 'chunk-end-malformed'],
  ['5\r\nhello\rX', 'chunk-end-malformed'],
  ['0\r\nX : 1\r\n\r\n', 'space-before-colon'],
  ['0\r\n\n', 'line-end-malformed'],
  ['0\r\nContent-Length: 5\r\n\r\n', 'framing-in-trailers'],
  ['0\r\nX: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 'framing-in-trailers'],
]
for (const [text, reason] of malformed) {
  test(`${JSON.stringify(text).slice(0, 40)} is refused as ${reason}`, () => {
    assert.equal(reads(text).end, reason)
  })
}

test('a body that stops is never taken for one that ended', () => {
  const text = '5\r\nhello\r\n0\r\nX: 1\r\n\r\n'
  for (let end = 0; end < text.length; end++) {
    assert.equal(reads(text.slice(0, end)).end, 'need-more', `after ${end} octets`)
  }
  assert.equal(new ChunkedReader().mayEndHere, false)
})

test('in any pieces, the same content, trailers and rest', () => {
  const text = '5;a="b"\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nX-Sum: 1\r\n\r\nGET /'
  const whole = reads(text)
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 30 })
  fc.assert(
    fc.property(cuts, (places) => {
      const bounds = [0, ...places.sort((a, b) => a - b), text.length]
      const pieces = bounds.slice(1).map((end, i) => octets(text.slice(bounds[i], end)))
      assert.deepEqual(readBody(new ChunkedReader(), pieces), whole)
    }),
  )
})
