import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonBody } from './json-body.ts'

test('a value comes back as it was', () => {
  const value = { a: '</script><b>&', list: [1, 'ü'] }
  assert.deepEqual(JSON.parse(jsonBody(value)), value)
})

test('nothing in it is markup, and the last line ends', () => {
  const body = jsonBody('<&>')
  assert.doesNotMatch(body, /[<>&]/)
  assert.match(body, /\n$/)
})
