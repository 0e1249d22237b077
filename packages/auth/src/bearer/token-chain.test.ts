import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TokenCheck, TokenStore } from '../credential-store.ts'
import { Secret } from '../secret.ts'
import { chainTokens } from './token-chain.ts'

const UNKNOWN: TokenCheck = { kind: 'token-unknown', forOperator: 'not mine' }
const DOWN: TokenCheck = { kind: 'unavailable', detail: 'timed out' }
const ALICE: TokenCheck = { kind: 'right', user: 'alice' }

const ROWS: readonly [
  name: string,
  checks: readonly TokenCheck[],
  result: TokenCheck,
  asked: number,
][] = [
  ['the first that knows it decides', [ALICE, DOWN], ALICE, 1],
  ['who does not know it is passed over', [UNKNOWN, ALICE], ALICE, 2],
  ['who is down is passed over when another knows it', [DOWN, ALICE], ALICE, 2],
  ['expired is known', [{ kind: 'token-expired' }, ALICE], { kind: 'token-expired' }, 1],
  [
    'nobody knows it, and one was down: neither yes nor no',
    [DOWN, UNKNOWN],
    { kind: 'unavailable', detail: 's0: timed out' },
    2,
  ],
  [
    'nobody knows it: the operator reads why, of each',
    [UNKNOWN, UNKNOWN],
    { kind: 'token-unknown', forOperator: 's0: not mine; s1: not mine' },
    2,
  ],
]

for (const [name, checks, result, asked] of ROWS) {
  test(name, async () => {
    const stores = checks.map((check, n) => storeOf(`s${n}`, check))
    assert.deepEqual(await chainTokens(stores).check(new Secret('x')), result)
    assert.equal(stores.filter((store) => store.asked > 0).length, asked)
  })
}

test('a token that belongs to one store is shown to no other, even when that one does not know it', () => {
  const own = storeOf('own', UNKNOWN, 'only-here')
  const other = storeOf('other', ALICE)
  assert.deepEqual(chainTokens([other, own]).check(new Secret('x')), {
    kind: 'token-unknown',
    forOperator: 'own: not mine',
  })
  assert.equal(other.asked, 0)
})

test('a store that does not take tokens of this form is not asked', async () => {
  const jwt = storeOf('jwt', ALICE, 'not-here')
  assert.deepEqual(await chainTokens([jwt]).check(new Secret('x')), {
    kind: 'token-unknown',
    forOperator: 'no store knows tokens of this form',
  })
  assert.equal(jwt.asked, 0)
})

test('where one store may know it and answers at once, so does the chain', () => {
  assert.equal(chainTokens([storeOf('one', ALICE)]).check(new Secret('x')), ALICE)
})

test('what one store is sure of, the chain is', () => {
  const claim = (...claims: ('only-here' | 'perhaps' | 'not-here')[]) =>
    chainTokens(claims.map((one) => storeOf(one, ALICE, one))).belongs?.(new Secret('x'))
  assert.equal(claim('not-here', 'perhaps', 'only-here'), 'only-here')
  assert.equal(claim('not-here', 'perhaps'), 'perhaps')
  assert.equal(claim('not-here', 'not-here'), 'not-here')
})

test('any change of any store is a change of the chain', () => {
  const [one, two] = [storeOf('one', ALICE), storeOf('two', ALICE)]
  const chain = chainTokens([one, two])
  const before = chain.version()
  two.changes++
  assert.notEqual(chain.version(), before)
})

type Recording = TokenStore & { asked: number; changes: number }

function storeOf(
  name: string,
  check: TokenCheck,
  belongs: 'only-here' | 'perhaps' | 'not-here' = 'perhaps',
): Recording {
  const store: Recording = {
    name,
    asked: 0,
    changes: 0,
    version: () => store.changes,
    belongs: () => belongs,
    check: () => {
      store.asked++
      return check
    },
  }
  return store
}
