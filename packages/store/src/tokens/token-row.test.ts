import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashOf, idOf, tokenFrom } from './token-row.ts'

test('the id is the beginning of the SHA-256, which anybody can compute', () => {
  // printf abc | sha256sum (FIPS 180-4, the example of one block)
  const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  assert.equal(hashOf('abc'), hash)
  assert.equal(idOf(hash), 'ba7816bf8f01')
})

test('what is empty in a row is absent, and lists are lists', () => {
  const empty = { hosts: null, expires: null, revoked: null, last_used: null }
  const row = { id: 'x', user: 'alice', label: '', scopes: '["a"]', created: 1, ...empty }
  const token = { id: 'x', user: 'alice', label: '', scopes: ['a'], createdMs: 1 }
  assert.deepEqual(tokenFrom(row), token)
  const full = { hosts: '["*"]', expires: 2, revoked: 3, last_used: 4 }
  assert.deepEqual(tokenFrom({ ...row, ...full }), {
    ...token,
    hosts: ['*'],
    expiresMs: 2,
    revokedMs: 3,
    lastUsedMs: 4,
  })
})
