import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { generatePassword, PASSWORD_OCTETS } from './generate-password.ts'

test('a password is four groups of five characters that need no quotes and no escapes', () => {
  for (let i = 0; i < 200; i++) {
    const password = generatePassword(randomBytes(PASSWORD_OCTETS)).reveal()
    assert.match(password, /^[0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){3}$/)
    assert.equal(new URL(`http://user:${password}@host/`).password, password)
  }
})

test('the same octets give the same password, and each octet counts', () => {
  const zeros = new Uint8Array(PASSWORD_OCTETS)
  assert.equal(generatePassword(zeros).reveal(), '00000-00000-00000-00000')
  for (let i = 0; i < PASSWORD_OCTETS; i++) {
    const octets = zeros.with(i, 31)
    assert.equal(generatePassword(octets).reveal().replaceAll('-', '')[i], 'z')
  }
})

test('fewer octets than needed are a mistake of the program', () => {
  assert.throws(() => generatePassword(new Uint8Array(10)), TypeError)
})
