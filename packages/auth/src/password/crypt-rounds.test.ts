import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cryptRounds } from './crypt-rounds.ts'

test('a round hashes the digest, the salt and the password as its number says', () => {
  const seen: string[] = []
  const text = (octets: Uint8Array) => new TextDecoder().decode(octets)
  const hash = (octets: Uint8Array) => {
    seen.push(text(octets))
    return bytes(String(seen.length % 10))
  }
  const last = cryptRounds(bytes('0'), 44, bytes('P'), bytes('S'), hash)
  assert.deepEqual(seen.slice(0, 8), ['0P', 'PSP1', '2SPP', 'PP3', '4SPP', 'PSP5', '6PP', 'PS7'])
  assert.deepEqual(seen.slice(42), ['2P', 'PSP3'], 'after 42 rounds it begins anew')
  assert.equal(text(last), '4')
})

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
