import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exchangeId, exchangeIdSource, parseExchangeId } from './exchange-id.ts'

const NOW = Date.UTC(2026, 10, 21)

test('an id is three groups of four letters and digits that are not mistaken for each other', () => {
  for (const [time, counter, seed] of [
    [NOW, 0, 0],
    [NOW, 1023, 1023],
    [Date.UTC(2059, 0, 1), 5, 6],
    [0, 0, 0],
  ] as const) {
    const symbol = '[0-9A-HJKMNP-TV-Z]{4}'
    assert.match(exchangeId(time, counter, seed), new RegExp(`^${symbol}-${symbol}-${symbol}$`))
  }
})

test('ids sort as the exchanges began', () => {
  const ids: string[] = []
  for (const ms of [0, 1, 31, 32, 1023, 1024, 2 ** 20 - 1, 2 ** 20, 2 ** 30, 2 ** 39]) {
    for (const counter of [0, 1, 32, 1023]) {
      ids.push(exchangeId(Date.UTC(2025, 0, 1) + ms, counter, 700))
    }
  }
  assert.deepEqual([...ids].sort(), ids)
})

test('proxies with different seeds do not give the same id', () => {
  const ids = Array.from({ length: 1024 }, (_, seed) => exchangeId(NOW, 7, seed))
  assert.equal(new Set(ids).size, 1024)
})

test('a source never repeats an id, more than a thousand in one millisecond included', () => {
  const nextId = exchangeIdSource(3)
  const ids = Array.from({ length: 5000 }, (_, n) => nextId(NOW + Math.floor(n / 4000)))
  assert.equal(new Set(ids).size, ids.length)
  assert.deepEqual([...ids].sort(), ids)
})

test('a source goes on upwards when the clock goes back', () => {
  const nextId = exchangeIdSource(3)
  const before = nextId(NOW)
  assert.ok(nextId(NOW - 60_000) > before)
})

test('an id is understood as people type it', () => {
  const id = exchangeId(NOW, 1, 33)
  assert.equal(parseExchangeId(id), id)
  assert.equal(parseExchangeId(` ${id.toLowerCase().replaceAll('-', '')} `), id)
  assert.equal(parseExchangeId('oil0-0000-0000'), '0110-0000-0000')
})

test('what cannot be an id is not one', () => {
  for (const text of ['', '123', 'U000-0000-0000', '0000-0000-00000', '0000-0000-000\u0660']) {
    assert.equal(parseExchangeId(text), undefined, text)
  }
})
