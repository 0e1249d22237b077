import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { Size, size } from './size.ts'

const READ = [
  ['512B', 512],
  ['64KiB', 65_536],
  ['10MiB', 10_485_760],
  ['1TiB', 1_099_511_627_776],
] as const
for (const [text, octets] of READ) {
  test(`${text} is ${octets} octets, and is written as it was`, () => {
    const value = read(size(), text)
    assert.ok(value instanceof Size)
    assert.equal(value.octets, octets)
    assert.equal(JSON.stringify(value), JSON.stringify(text))
  })
}

for (const value of ['10', '10MB', '10 MiB', '0B', '999999999TiB', 10]) {
  test(`${JSON.stringify(value)} is no size`, () => {
    assert.match(String(read(size(), value)), /^write a size with its unit/)
  })
}
