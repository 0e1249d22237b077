import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyReader } from './body-reader.ts'
import { readBody } from './testing/read-body.ts'
import { octets } from './testing/reads-to.ts'

test('no content is done at once, and everything is left', () => {
  const reader = bodyReader({ kind: 'none' })
  assert.equal(reader.mayEndHere, true)
  assert.deepEqual(readBody(reader, [octets('GET')]), {
    end: 'done',
    text: '',
    trailers: [],
    rest: 'GET',
  })
})

test('a length takes that many octets over all pieces', () => {
  const body = readBody(bodyReader({ kind: 'length', bytes: 5 }), [
    octets('he'),
    octets('llo!'),
    octets('?'),
  ])
  assert.deepEqual(body, { end: 'done', text: 'hello', trailers: [], rest: '!?' })
})

test('a length that has not come whole may not end', () => {
  const reader = bodyReader({ kind: 'length', bytes: 5 })
  assert.equal(readBody(reader, [octets('hell')]).end, 'need-more')
  assert.equal(reader.mayEndHere, false)
  assert.equal(readBody(reader, [octets('o')]).end, 'done')
  assert.equal(reader.mayEndHere, true)
})

test('until the close there is no end in the octets', () => {
  const reader = bodyReader({ kind: 'close' })
  assert.deepEqual(readBody(reader, [octets('a'), octets('b')]), {
    end: 'need-more',
    text: 'ab',
    trailers: [],
    rest: '',
  })
  assert.equal(reader.mayEndHere, true)
})

test('chunked is read as chunks', () => {
  assert.equal(readBody(bodyReader({ kind: 'chunked' }), [octets('1\r\na\r\n0\r\n\r\n')]).text, 'a')
})
