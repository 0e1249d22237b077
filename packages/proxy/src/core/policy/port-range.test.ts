import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInRange, parsePortRange } from './port-range.ts'

test('both ends of a range belong to it', () => {
  const parsed = parsePortRange('80-443', 0)
  assert(parsed.kind === 'ports')
  assert.deepEqual(
    [79, 80, 443, 444].map((port) => isInRange(port, parsed.range)),
    [false, true, true, false],
  )
})

test('one port is a range of one, and no range is every port', () => {
  assert.deepEqual(parsePortRange('443', 0), { kind: 'ports', range: { first: 443, last: 443 } })
  assert(isInRange(1, undefined))
})

test('what is wrong is told by its place', () => {
  for (const [text, column] of [
    ['', 7],
    ['-80', 7],
    ['80-x', 10],
    ['+80', 7],
    ['65536', 7],
    ['80-79', 7],
  ] as const) {
    const parsed = parsePortRange(text, 7)
    assert.equal(parsed.kind === 'malformed' && parsed.column, column, text)
  }
})
