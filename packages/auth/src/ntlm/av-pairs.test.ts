import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AV, avValue, formatAvPairs, readAvPairs, withAvPair } from './av-pairs.ts'

const DOMAIN = { id: 2, value: Buffer.from('Domain', 'utf16le') }
const TIME = { id: AV.TIMESTAMP, value: Buffer.alloc(8, 1) }

test('what is written is read back', () => {
  const octets = formatAvPairs([DOMAIN, TIME])
  assert.deepEqual(
    readAvPairs(octets)?.map(({ id, value }) => ({ id, value: Buffer.from(value) })),
    [DOMAIN, TIME],
  )
  assert.deepEqual(readAvPairs(formatAvPairs([])), [])
})

test('a value can be looked up and put in the place of another', () => {
  const flags = (value: number) => ({ id: AV.FLAGS, value: Buffer.of(value, 0, 0, 0) })
  const pairs = withAvPair([flags(1), DOMAIN], flags(2))
  assert.equal(avValue(pairs, AV.FLAGS)?.[0], 2)
  assert.equal(pairs.length, 2)
  assert.equal(avValue(pairs, AV.TIMESTAMP), undefined)
})

test('attributes that run over the end, or have none, are not read', () => {
  const whole = formatAvPairs([DOMAIN])
  for (let length = 0; length < whole.length; length++) {
    assert.equal(readAvPairs(whole.subarray(0, length)), undefined, String(length))
  }
  assert.equal(readAvPairs(Buffer.from('00000100ff', 'hex')), undefined, 'an end with a length')
  assert.equal(readAvPairs(formatAvPairs(Array(65).fill(TIME))), undefined, 'too many')
})
