import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { HeadBuffer } from './head-buffer.ts'
import { NEED_MORE } from './read.ts'
import { readRequestHead } from './request-head.ts'
import { octets } from './testing/reads-to.ts'

const HEAD = 'POST http://o/x HTTP/1.1\r\nHost: o\r\nX-Long: aaaaaaaaaaaaaaaaaaaa\r\n\r\n'
const BODY = 'body\r\n\r\n'

test('a head in any pieces is read as when it comes whole, and what follows is kept', () => {
  const expected = readRequestHead(octets(HEAD + BODY), 0)
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: HEAD.length - 1 }), { maxLength: 20 })
  fc.assert(
    fc.property(cuts, (places) => {
      const buffer = new HeadBuffer()
      const bounds = [0, ...places.sort((a, b) => a - b), HEAD.length + BODY.length]
      let last: unknown
      for (let i = 1; i < bounds.length; i++) {
        last = buffer.read(octets((HEAD + BODY).slice(bounds[i - 1], bounds[i])), (bytes) =>
          readRequestHead(bytes, 0),
        )
      }
      assert.deepEqual(last, expected)
      assert.equal(String.fromCharCode(...buffer.bytes), HEAD + BODY)
    }),
  )
})

test('one octet at a time, the reader is asked once a line and once a doubling, then every 4 KiB', () => {
  const buffer = new HeadBuffer()
  let asked = 0
  for (let i = 0; i < 4096; i++) {
    buffer.read(octets('x'), () => {
      asked++
      return NEED_MORE
    })
  }
  assert.equal(asked, 13)
  buffer.read(octets('\n'), () => {
    asked++
    return NEED_MORE
  })
  assert.equal(asked, 14)
  buffer.read(octets('x'.repeat(16 * 1024)), () => NEED_MORE)
  asked = 0
  for (let i = 0; i < 8; i++) {
    buffer.read(octets('x'.repeat(2 * 1024)), () => {
      asked++
      return NEED_MORE
    })
  }
  assert.equal(asked, 4)
})

test('it is empty before the first piece and after clear', () => {
  const buffer = new HeadBuffer()
  assert.equal(buffer.isEmpty, true)
  buffer.read(octets('a'), () => NEED_MORE)
  assert.equal(buffer.isEmpty, false)
  buffer.clear()
  assert.equal(buffer.isEmpty, true)
  assert.equal(buffer.bytes.length, 0)
})
