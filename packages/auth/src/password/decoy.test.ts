import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseDecoys, decoysBeside } from './decoy.ts'
import { type PasswordHash, workFactor } from './password-hash.ts'

test('there is one decoy of each work factor, the most frequent first', () => {
  const hashes = [bcrypt(5), bcrypt(10), SHA1, bcrypt(10), SHA1, bcrypt(10)]
  assert.deepEqual(chooseDecoys(hashes), [bcrypt(10), SHA1, bcrypt(5)])
})

test('whoever is refused costs the same, known or not, however their password is kept', () => {
  const hashes = [bcrypt(5), bcrypt(10), SHA1, crypt('a'), crypt('b'), crypt('longer')]
  const decoys = chooseDecoys(hashes)
  const costOf = (own?: PasswordHash): string[] => {
    const verified = [...(own === undefined ? [] : [own]), ...decoysBeside(own, decoys)]
    return verified.map(workFactor).sort()
  }
  for (const own of hashes) assert.deepEqual(costOf(own), costOf())
  assert.equal(costOf().length, 5)
})

test('without users there is no decoy', () => {
  assert.deepEqual(chooseDecoys([]), [])
  assert.deepEqual(decoysBeside(undefined, []), [])
})

test('a file of many work factors has a bound to what a refusal costs', () => {
  const hashes = Array.from({ length: 12 }, (_, n) => bcrypt(4 + n))
  const decoys = chooseDecoys([...hashes, bcrypt(15)])
  assert.equal(decoys.length, 8)
  assert.deepEqual(decoys[0], bcrypt(15))
})

function bcrypt(cost: number): PasswordHash {
  return { format: 'bcrypt', cost, text: `$2y$${cost}$` }
}

function crypt(salt: string): PasswordHash {
  return { format: 'sha512-crypt', rounds: 5000, salt, checksum: '' }
}

const SHA1: PasswordHash = { format: 'sha1', salt: new Uint8Array(), digest: new Uint8Array(20) }
