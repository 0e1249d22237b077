import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { loginIn, tokenIn } from './credentials.ts'

test('a login is a login and no token', () => {
  const given = { username: 'alice', password: 'opensesame' }
  assert.equal(loginIn(given)?.password.reveal(), 'opensesame')
  assert.equal(tokenIn(given), undefined)
})

test('a token is a token and no login, and may be a secret already', () => {
  const token = new Secret('abc')
  assert.equal(tokenIn({ token }), token)
  assert.equal(loginIn({ token }), undefined)
})

test('nothing is neither', () => {
  assert.deepEqual([loginIn(undefined), tokenIn(undefined)], [undefined, undefined])
})
