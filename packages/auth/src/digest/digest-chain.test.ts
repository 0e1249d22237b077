import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DigestSecret, DigestStore } from '../credential-store.ts'
import { Secret } from '../secret.ts'
import { chainDigests } from './digest-chain.ts'

const SECRET = new Secret('0')
const UNKNOWN: DigestSecret = { kind: 'unknown-user' }
const DOWN: DigestSecret = { kind: 'unavailable', detail: 'the disk is full' }

test('one store alone is not wrapped, and none is a mistake', () => {
  const only = storeOf('one', UNKNOWN)
  assert.equal(chainDigests([only]), only)
  assert.throws(() => chainDigests([]), /name at least one/)
})

const CASES: readonly [what: string, said: readonly DigestSecret[], answer: DigestSecret][] = [
  ['the first that knows decides', [UNKNOWN, found('b'), found('c')], found('b')],
  ['nobody knows', [UNKNOWN, UNKNOWN], UNKNOWN],
  ['one is down and another knows', [DOWN, found('b')], found('b')],
  [
    'one is down and no other knows',
    [UNKNOWN, DOWN, UNKNOWN],
    { kind: 'unavailable', detail: '1: the disk is full' },
  ],
]

for (const [what, said, answer] of CASES) {
  test(`${what}: at once where the stores answer at once`, () => {
    assert.deepEqual(find(said.map((one, i) => storeOf(String(i), one))), answer)
  })

  test(`${what}: later where they answer later`, async () => {
    const stores = said.map((one, i) => storeOf(String(i), Promise.resolve(one)))
    assert.deepEqual(await find(stores), answer)
  })
}

test('a change in any store is another version', () => {
  let version = 1
  const changing = { ...storeOf('b', UNKNOWN), version: () => version }
  const chain = chainDigests([storeOf('a', UNKNOWN), changing])
  const before = chain.version()
  version++
  assert.notEqual(chain.version(), before)
  assert.equal(chain.name, 'a, b')
})

function find(stores: readonly DigestStore[]) {
  return chainDigests(stores).find({ kind: 'plain', username: 'b' }, 'r', 'SHA-256')
}

function storeOf(name: string, said: DigestSecret | Promise<DigestSecret>): DigestStore {
  return { name, version: () => 1, find: () => said }
}

function found(user: string): DigestSecret {
  return { kind: 'found', user, username: user, ha1: SECRET }
}
