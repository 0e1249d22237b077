import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import { makeToken, readOpaqueToken, TOKEN_OCTETS } from './opaque-token.ts'

test('a token is a prefix, 160 bits and a checksum that zlib agrees with', () => {
  const text = makeToken(new Uint8Array(TOKEN_OCTETS).fill(0xff)).reveal()
  const body = `hwt_${'z'.repeat(32)}`
  assert.equal(text, body + inBase32(crc32(body)))
  assert.equal(
    makeToken(new Uint8Array(TOKEN_OCTETS)).reveal().slice(0, 36),
    `hwt_${'0'.repeat(32)}`,
  )
  const counting = makeToken(Uint8Array.from({ length: 20 }, (_, n) => n)).reveal()
  assert.equal(counting.slice(4, 36), inBase32Digits(Uint8Array.from({ length: 20 }, (_, n) => n)))
})

test('every bit of chance shows', () => {
  const seen = new Set<string>()
  for (let bit = 0; bit < 160; bit++) {
    const octets = new Uint8Array(TOKEN_OCTETS)
    octets[bit >> 3] = 1 << (bit & 7)
    seen.add(makeToken(octets).reveal().slice(0, 36))
  }
  assert.equal(seen.size, 160)
})

test('what was made is whole; with any one character changed, missing or swapped it is damaged', () => {
  for (let run = 0; run < 20; run++) {
    const text = makeToken(randomBytes(TOKEN_OCTETS)).reveal()
    assert.equal(readOpaqueToken(text), 'whole')
    for (let i = 4; i < text.length; i++) {
      const other = text[i] === '7' ? '8' : '7'
      assert.equal(readOpaqueToken(text.slice(0, i) + other + text.slice(i + 1)), 'damaged')
      assert.equal(readOpaqueToken(text.slice(0, i) + text.slice(i + 1)), 'damaged')
      const [a, b] = [text[i - 1]!, text[i]!]
      if (a === b || i === 4) continue
      assert.equal(readOpaqueToken(text.slice(0, i - 1) + b + a + text.slice(i + 1)), 'damaged')
    }
    assert.equal(readOpaqueToken(`${text}0`), 'damaged')
    assert.equal(readOpaqueToken(text.toUpperCase()), 'foreign')
  }
})

test('what has another beginning is not ours', () => {
  for (const text of ['', 'hwt', 'eyJhbGciOiJFUzI1NiJ9.e30.x', 'ghp_abc', 'xhwt_']) {
    assert.equal(readOpaqueToken(text), 'foreign')
  }
})

test('less chance than agreed is a mistake', () => {
  assert.throws(() => makeToken(new Uint8Array(16)), /20 octets, not 16/)
})

function inBase32(value: number): string {
  return [...value.toString(32).padStart(7, '0')]
    .map((digit) => ALPHABET[parseInt(digit, 32)])
    .join('')
}

/** By way of one big number, unlike the code. */
function inBase32Digits(octets: Uint8Array): string {
  const big = BigInt(`0x${Buffer.from(octets).toString('hex')}`)
  return [...big.toString(32).padStart(32, '0')].map((d) => ALPHABET[parseInt(d, 32)]).join('')
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
