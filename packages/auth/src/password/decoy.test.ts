import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseDecoy } from './decoy.ts'
import type { PasswordHash } from './password-hash.ts'

test('the decoy has the most frequent work factor', () => {
  const hashes = [bcrypt(5), bcrypt(10), sha1(), bcrypt(10), sha1(), bcrypt(10)]
  assert.deepEqual(chooseDecoy(hashes), bcrypt(10))
})

test('without users there is no decoy', () => {
  assert.equal(chooseDecoy([]), undefined)
})

function bcrypt(cost: number): PasswordHash {
  return { format: 'bcrypt', cost, text: `$2y$${cost}$` }
}

function sha1(): PasswordHash {
  return { format: 'sha1', salt: new Uint8Array(), digest: new Uint8Array(20) }
}
