import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StatusCodes } from './status-codes.ts'

test('names have numbers, numbers have names, and the compiler knows the numbers', () => {
  const code: 407 = StatusCodes.PROXY_AUTHENTICATION_REQUIRED
  assert.equal(StatusCodes[code], 'PROXY_AUTHENTICATION_REQUIRED')
  const ok: StatusCodes = StatusCodes.OK
  assert.equal(ok, 200)
  assert.equal(StatusCodes[999], undefined)
})
