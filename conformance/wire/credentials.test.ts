import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basic, HTPASSWD } from './credentials.ts'

test('credentials are the user-pass pair of RFC 7617 §2 in base64', () => {
  assert.equal(basic('alice'), 'Basic YWxpY2U6b3BlbiBzZXNhbWU=')
  assert.equal(basic('empty'), 'Basic ZW1wdHk6')
})

test('the password file has one line per user', () => {
  assert.match(HTPASSWD, /^empty:\{SHA\}2jmj7l5rSw0yVb\/vlWAYkK\/YBwk=$/m)
})
