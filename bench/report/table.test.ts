import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatNumber, formatTable } from './table.ts'

test('columns are aligned, names to the left and numbers to the right', () => {
  const table = formatTable(
    ['', 'CPU'],
    [
      ['hopwise', '7.5'],
      ['squid', '1 000'],
    ],
  )
  assert.equal(
    table,
    [
      '|         |   CPU |',
      '| ------- | ----: |',
      '| hopwise |   7.5 |',
      '| squid   | 1 000 |',
    ].join('\n'),
  )
})

test('numbers have the digits asked for and thousands apart', () => {
  assert.equal(formatNumber(1234567.891, 1), '1 234 567.9')
  assert.equal(formatNumber(999, 0), '999')
  assert.equal(formatNumber(-0.25, 2), '-0.25')
})

test('nothing is a dash', () => {
  assert.equal(formatNumber(undefined, 1), '–')
  assert.equal(formatNumber(Number.NaN, 1), '–')
})
