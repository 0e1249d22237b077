import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../../problem.ts'
import { checkNotOwn } from './not-own.ts'
import { parseParentArgument } from './parent-argument.ts'

test('one of several parents that is the relay itself is named, without its login', () => {
  const parents = ['proxy.corp:8080', 'http://max:s3cret@localhost:4071'].map((text) =>
    parseParentArgument(text),
  )
  assert.throws(
    () => checkNotOwn(parents, { host: '127.0.0.1', port: 4071 }),
    (error) =>
      error instanceof Problem &&
      /^--to http:\/\/localhost:4071 is this relay itself/.test(error.message) &&
      !/s3cret/.test(error.message),
  )
  checkNotOwn(parents, { host: '127.0.0.1', port: 4072 })
})
