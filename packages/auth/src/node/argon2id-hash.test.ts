import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../secret.ts'
import { argon2idHashing } from './argon2id-hash.ts'

test('a hash has the documented parameters and another salt each time', async () => {
  const hashes = await Promise.all([1, 2].map(() => argon2idHashing.hash(new Secret('x'))))
  for (const hash of hashes) assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.notEqual(hashes[0], hashes[1])
})

test('the right password is told from a wrong one, and composed accents from none', async () => {
  const hash = await argon2idHashing.hash(new Secret('p\u00e4ss'))
  assert.equal(await argon2idHashing.verify(hash, new Secret('p\u00e4ss')), true)
  assert.equal(await argon2idHashing.verify(hash, new Secret('pa\u0308ss')), true)
  assert.equal(await argon2idHashing.verify(hash, new Secret('pass')), false)
})

test('a stored text that is no argon2id hash within the limits is an error, not a wrong password', async () => {
  const tooExpensive = `$argon2id$v=19$m=99999999,t=2,p=1$${'a'.repeat(22)}$${'b'.repeat(43)}`
  for (const text of ['', 'x', '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=', tooExpensive]) {
    await assert.rejects(argon2idHashing.verify(text, new Secret('x')), /not an argon2id hash/)
  }
})
