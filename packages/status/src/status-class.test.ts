import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classOf } from './status-class.ts'

test('each hundred from 100 to 599 is one class', () => {
  const classes = [
    'informational',
    'successful',
    'redirection',
    'client-error',
    'server-error',
  ] as const
  classes.forEach((name, index) => {
    for (let rest = 0; rest < 100; rest++) assert.equal(classOf((index + 1) * 100 + rest), name)
  })
})

test('numbers outside 100 to 599 are invalid', () => {
  for (let code = 600; code <= 999; code++) assert.equal(classOf(code), 'invalid')
  for (const code of [-1, 0, 99, 1000, 200.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.equal(classOf(code), 'invalid')
  }
})
