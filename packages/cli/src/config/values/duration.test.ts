import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { Duration, duration } from './duration.ts'

const READ = [
  ['500ms', 500],
  ['30s', 30_000],
  ['5m', 300_000],
  ['2h', 7_200_000],
  ['7d', 604_800_000],
] as const
for (const [text, ms] of READ) {
  test(`${text} is ${ms} ms, and is written as it was`, () => {
    const value = read(duration(), text)
    assert.ok(value instanceof Duration)
    assert.equal(value.ms, ms)
    assert.equal(JSON.stringify(value), JSON.stringify(text))
  })
}

for (const value of ['5', '5 m', '-5m', '0s', '1.5h', '5M', '25d', '', 5]) {
  test(`${JSON.stringify(value)} is no span of time`, () => {
    assert.match(String(read(duration(), value)), /^write a span of time with its unit/)
  })
}
