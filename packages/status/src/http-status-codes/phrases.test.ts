import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import * as ours from './index.ts'
import { getReasonPhrase, getStatusCode, getStatusText } from './phrases.ts'

const theirs = createRequire(import.meta.url)('http-status-codes') as typeof ours

const outcome = (run: () => unknown) => {
  try {
    return { value: run() }
  } catch (error) {
    return { name: (error as Error).constructor.name, message: (error as Error).message }
  }
}

test('every number has the phrase of the package or its error', () => {
  for (let code = -1; code <= 1_000; code++) {
    for (const asked of [code, String(code)]) {
      assert.deepEqual(
        outcome(() => getReasonPhrase(asked)),
        outcome(() => theirs.getReasonPhrase(asked)),
        `${typeof asked} ${code}`,
      )
    }
  }
})

test('every phrase has the code of the package or its error', () => {
  const phrases = Object.values(theirs.ReasonPhrases)
  for (const phrase of [...phrases, 'ok', 'Content Too Large', 'nonsense', '']) {
    assert.deepEqual(
      outcome(() => getStatusCode(phrase)),
      outcome(() => theirs.getStatusCode(phrase)),
      phrase,
    )
  }
})

test('the former name is the same function', () => {
  assert.equal(getStatusText, getReasonPhrase)
  assert.equal(theirs.getStatusText, theirs.getReasonPhrase)
})

test('everything the package exports is here with the same value', () => {
  const values = (module: object) =>
    Object.entries(module).filter(
      ([name, value]) => name !== 'default' && typeof value !== 'function',
    )
  assert.deepEqual(Object.fromEntries(values(ours)), Object.fromEntries(values(theirs)))
  assert.deepEqual(Object.keys(ours).toSorted(), Object.keys(theirs).toSorted())
})

test('the default export has what that of the package has', () => {
  const theirDefault = theirs.default as unknown as Record<string, unknown>
  const ourDefault = ours.default as unknown as Record<string, unknown>
  assert.deepEqual(Object.keys(ourDefault).toSorted(), Object.keys(theirDefault).toSorted())
  for (const [name, value] of Object.entries(theirDefault)) {
    if (typeof value === 'number') assert.equal(ourDefault[name], value, name)
  }
})
