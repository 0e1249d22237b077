import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { OctetLine } from './octet-line.ts'

const text = (line: OctetLine): string => Buffer.from(line.octets).toString()

test('numbers and strings are written as JSON has them', () => {
  const line = new OctetLine()
  const value = fc.oneof(fc.double(), fc.maxSafeNat(), fc.nat(), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(fc.array(value), (values) => {
      line.clear()
      for (const one of values) {
        if (typeof one === 'number') line.putNumber(one)
        else line.putString(one)
      }
      assert.equal(text(line), values.map((one) => JSON.stringify(one)).join(''))
    }),
  )
})

test('each number of digits has its bounds', () => {
  const line = new OctetLine()
  for (let n = 1; n <= Number.MAX_SAFE_INTEGER; n *= 10) {
    line.clear()
    for (const near of [n - 1, n, n + 1]) line.putNumber(near)
    assert.equal(text(line), `${n - 1}${n}${n + 1}`)
  }
})

test('the memory grows with the line and keeps what was put', () => {
  const line = new OctetLine()
  const piece = Buffer.alloc(1000, 'abc')
  for (let n = 0; n < 20; n++) line.put(piece)
  line.putString('d'.repeat(9000))
  assert.equal(text(line), `${piece.toString().repeat(20)}"${'d'.repeat(9000)}"`)
  line.clear()
  assert.equal(line.octets.length, 0)
})
