import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ChunkedReader } from './chunked-reader.ts'
import { field } from './fields.ts'
import {
  CHUNK_END,
  chunkHead,
  formatLastChunk,
  formatRequestHead,
  formatResponseHead,
} from './format-head.ts'
import { readRequestHead } from './request-head.ts'
import { readResponseHead } from './response-head.ts'
import { readBody } from './testing/read-body.ts'
import { octets } from './testing/reads-to.ts'

const FIELDS = [field('Host', 'o'), field('x-B', 'ä'), field('x-b', '')]

test('what is written is read back as it was', () => {
  const request = readRequestHead(octets(formatRequestHead('BREW', '/a?b', FIELDS)), 0)
  assert.deepEqual(request.kind === 'done' && request.value, {
    method: 'BREW',
    target: '/a?b',
    minorVersion: 1,
    fields: FIELDS,
  })
  const response = readResponseHead(octets(formatResponseHead(299, 'So so', FIELDS)), 0)
  assert.deepEqual(response.kind === 'done' && response.value.fields, FIELDS)
})

test('content in chunks of any size is read back as it was, with its trailers', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 })), (pieces) => {
      const text = pieces.map((piece) => String.fromCharCode(...piece))
      const chunks = text.map((piece) => chunkHead(piece.length) + piece + CHUNK_END).join('')
      const body = readBody(new ChunkedReader(), [
        octets(chunks + formatLastChunk([field('X', '1')])),
      ])
      assert.deepEqual(
        [body.end, body.text, body.trailers],
        ['done', text.join(''), [field('X', '1')]],
      )
    }),
  )
  assert.equal(formatLastChunk([]), '0\r\n\r\n')
})
