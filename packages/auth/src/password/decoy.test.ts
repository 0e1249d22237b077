import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseDecoys, inTurn } from './decoy.ts'
import { type PasswordHash, workFactor } from './password-hash.ts'

test('there is one decoy of each work factor, the cheapest first', () => {
  const hashes = [bcrypt(5), bcrypt(10), SHA1, bcrypt(10), crypt('a'), ARGON2ID, MD5, bcrypt(10)]
  assert.deepEqual(chooseDecoys(hashes), [SHA1, MD5, bcrypt(5), crypt('a'), ARGON2ID, bcrypt(10)])
})

test('whoever is refused costs the same in the same order, however their password is kept', () => {
  const hashes = [bcrypt(5), bcrypt(10), SHA1, crypt('a'), crypt('b'), crypt('longer')]
  const decoys = chooseDecoys(hashes)
  const costOf = (own?: PasswordHash) => inTurn(own, decoys).map(workFactor)
  for (const own of hashes) {
    assert.deepEqual(costOf(own), costOf())
    assert.ok(inTurn(own, decoys).includes(own), 'and their own is among it')
  }
  assert.equal(costOf().length, 5)
})

test('without users there is no decoy', () => {
  assert.deepEqual(chooseDecoys([]), [])
  assert.deepEqual(inTurn(undefined, []), [])
})

test('a file of many work factors has a bound to what a refusal costs', () => {
  const hashes = Array.from({ length: 12 }, (_, n) => bcrypt(4 + n))
  const decoys = chooseDecoys([...hashes, bcrypt(15)])
  assert.equal(decoys.length, 8)
  assert.deepEqual(decoys.at(-1), bcrypt(15))
  const left = hashes.find((hash) => !decoys.includes(hash))
  assert.deepEqual(inTurn(left, decoys), [...decoys, left], 'a rarer one is still verified')
})

function bcrypt(cost: number): PasswordHash {
  return { format: 'bcrypt', cost, text: `$2y$${cost}$` }
}

function crypt(salt: string): PasswordHash {
  return { format: 'sha512-crypt', rounds: 5000, salt, checksum: '' }
}

const MD5: PasswordHash = { format: 'apr1', salt: 'saltsalt', checksum: '' }
const ARGON2ID: PasswordHash = {
  ...{ format: 'argon2id', memoryKib: 19_456, passes: 2, lanes: 1, text: '' },
}
const SHA1: PasswordHash = { format: 'sha1', salt: new Uint8Array(), digest: new Uint8Array(20) }
