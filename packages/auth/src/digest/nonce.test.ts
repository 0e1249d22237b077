import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toolsForTest } from '../testing/tools.ts'
import { ALGORITHM_NAMES, algorithmOf } from './algorithm.ts'
import { createNonces } from './nonce.ts'

const KEY = new Uint8Array(32).fill(7)
const SHA256 = algorithmOf('SHA-256')!

test('a nonce tells its time and its algorithm to whoever has the key, on any node', () => {
  const issuedMs = Date.UTC(2026, 10, 21)
  const here = createNonces(
    toolsForTest(() => issuedMs),
    KEY,
    'r',
  )
  const there = createNonces(
    toolsForTest(() => issuedMs + 1000),
    KEY,
    'r',
  )
  for (const name of ALGORITHM_NAMES) {
    const algorithm = algorithmOf(name)!
    const nonce = here.mint(algorithm)
    assert.match(nonce, /^[0-9A-Za-z_-]{48}$/)
    assert.deepEqual(there.read(nonce), { issuedMs, code: algorithm.code })
  }
})

test('no two nonces are the same', () => {
  const nonces = createNonces(toolsForTest(), KEY, 'r')
  const minted = new Set(Array.from({ length: 1000 }, () => nonces.mint(SHA256)))
  assert.equal(minted.size, 1000)
})

test('a nonce of another key, of another realm, or changed anywhere is none of ours', () => {
  const tools = toolsForTest()
  const ours = createNonces(tools, KEY, 'r')
  const nonce = ours.mint(SHA256)
  assert.equal(createNonces(tools, new Uint8Array(32), 'r').read(nonce), undefined)
  assert.equal(createNonces(tools, KEY, 's').read(nonce), undefined)
  assert.equal(createNonces(tools, KEY, 'r', 'elsewhere').read(nonce), undefined)
  for (let at = 0; at < nonce.length; at++) {
    const other = nonce[at] === 'x' ? 'y' : 'x'
    const changed = nonce.slice(0, at) + other + nonce.slice(at + 1)
    assert.equal(ours.read(changed), undefined, `changed at ${at}`)
  }
  for (const text of ['', 'x', nonce.slice(0, -1), `${nonce}x`]) {
    assert.equal(ours.read(text), undefined)
  }
})
