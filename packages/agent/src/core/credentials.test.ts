import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { GivenReader } from './credentials.ts'

test('a login is a login and no token', () => {
  const given = { username: 'alice', password: 'opensesame' }
  const reader = new GivenReader()
  assert.equal(reader.login(given)?.password.reveal(), 'opensesame')
  assert.equal(reader.token(given), undefined)
})

test('a token is a token and no login, and may be a secret already', () => {
  const token = new Secret('abc')
  const reader = new GivenReader()
  assert.equal(reader.token({ token }), token)
  assert.equal(reader.login({ token }), undefined)
})

test('nothing is neither', () => {
  const reader = new GivenReader()
  assert.deepEqual([reader.login(undefined), reader.token(undefined)], [undefined, undefined])
})

test('the same text is the same secret, whoever gives it, until another comes', () => {
  const reader = new GivenReader()
  const passwordOf = (username: string, password: string) =>
    reader.login({ username, password })?.password
  const first = passwordOf('alice', 'opensesame')
  assert.equal(passwordOf('alice', 'opensesame'), first)
  assert.equal(passwordOf('bob', 'opensesame'), first)
  assert.equal(passwordOf('alice', 'changed')?.reveal(), 'changed')
  const token = reader.token({ token: 'abc' })
  assert.equal(reader.token({ token: 'abc' }), token)
})
