import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import * as ours from './statuses.ts'
import { type Statuses, status } from './statuses.ts'

const theirs = createRequire(import.meta.url)('statuses') as Statuses

const outcome = (run: () => unknown) => {
  try {
    return { value: run() }
  } catch (error) {
    return { name: (error as Error).constructor.name, message: (error as Error).message }
  }
}

test('every number is answered, or refused, as by the package', () => {
  for (let code = -1; code <= 1_000; code++) {
    assert.deepEqual(
      outcome(() => status(code)),
      outcome(() => theirs(code)),
      `${code}`,
    )
    assert.deepEqual(
      outcome(() => status(String(code))),
      outcome(() => theirs(String(code))),
      `'${code}'`,
    )
  }
})

test('every phrase is answered in any case, others are refused in the same words', () => {
  const phrases = Object.values(theirs.message)
  const others = ['Content Too Large', '', ' ok', 'toString', '__proto__', 'nonsense', '404abc']
  for (const phrase of [...phrases, ...phrases.map((one) => one.toUpperCase()), ...others]) {
    assert.deepEqual(
      outcome(() => status(phrase)),
      outcome(() => theirs(phrase)),
      phrase,
    )
  }
})

test('what is neither number nor string is a TypeError', () => {
  for (const value of [{}, null, undefined, true, [], 200n]) {
    const wrong = value as unknown as number
    assert.deepEqual(
      outcome(() => status(wrong)),
      outcome(() => theirs(wrong)),
    )
  }
  for (const number of [Number.NaN, 200.5, Number.POSITIVE_INFINITY]) {
    assert.deepEqual(
      outcome(() => status(number)),
      outcome(() => theirs(number)),
    )
  }
})

test('the tables are the same', () => {
  for (const table of ['message', 'code', 'codes', 'redirect', 'empty', 'retry'] as const) {
    assert.deepEqual(status[table], theirs[table], table)
  }
})

test('it is imported and required the way the package is', () => {
  assert.equal(ours.default, status)
  assert.equal(createRequire(import.meta.url)('./statuses.ts'), status)
})
