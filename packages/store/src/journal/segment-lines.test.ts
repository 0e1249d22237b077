import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packLines, unpackLines } from './segment-lines.ts'

test('lines come back as they were, and smaller meanwhile', () => {
  const lines = Array.from({ length: 500 }, (_, n) =>
    JSON.stringify({ n, target: 'http://é.example/' }),
  )
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  const packed = packLines(bytes)
  assert.ok(packed.length < bytes.length / 4, `${packed.length} of ${bytes.length}`)
  assert.deepEqual(unpackLines(packed), lines)
})

test('a segment that would fill the memory is refused', () => {
  const bomb = packLines(Buffer.alloc(65 * 1024 * 1024))
  assert.throws(() => unpackLines(bomb), { code: 'ERR_BUFFER_TOO_LARGE' })
})
