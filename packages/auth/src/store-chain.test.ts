import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PasswordCheck, PasswordStore } from './credential-store.ts'
import { Secret } from './secret.ts'
import { chainStores } from './store-chain.ts'
import { get } from './testing/asked.ts'

const TYPED = new Secret('x')
const RIGHT: PasswordCheck = { kind: 'right', user: 'alice' }
const WRONG: PasswordCheck = { kind: 'wrong-password' }
const UNCLEAR: PasswordCheck = { kind: 'wrong-password', isUserUnclear: true }
const UNKNOWN: PasswordCheck = { kind: 'unknown-user' }
const EXPIRED: PasswordCheck = { kind: 'user-expired' }
const DOWN: PasswordCheck = { kind: 'unavailable', detail: 'no answer' }

const CASES: readonly [name: string, checks: readonly PasswordCheck[], expected: PasswordCheck][] =
  [
    ['right in the first', [RIGHT, WRONG], RIGHT],
    ['right in the second, unknown before', [UNKNOWN, RIGHT], RIGHT],
    ['wrong in the first is final, though right in the second', [WRONG, RIGHT], WRONG],
    ['an expired account is final', [EXPIRED, RIGHT], EXPIRED],
    ['unknown everywhere', [UNKNOWN, UNKNOWN], UNKNOWN],
    ['wrong or unknown, and right in the second', [UNCLEAR, RIGHT], RIGHT],
    ['wrong or unknown, and unknown', [UNKNOWN, UNCLEAR], UNCLEAR],
    ['down, and right in the second', [DOWN, RIGHT], RIGHT],
    ['right, and the second down', [RIGHT, DOWN], RIGHT],
    ['down, and unknown elsewhere', [DOWN, UNKNOWN], { ...DOWN, detail: '0: no answer' }],
    ['unknown, and down', [UNKNOWN, DOWN], { ...DOWN, detail: '1: no answer' }],
    ['wrong or unknown, and down', [UNCLEAR, DOWN], { ...DOWN, detail: '1: no answer' }],
    ['down, and wrong where the user is known', [DOWN, WRONG], WRONG],
    ['wrong where the user is known, and down', [WRONG, DOWN], WRONG],
    ['all down', [DOWN, DOWN], { ...DOWN, detail: '0: no answer; 1: no answer' }],
  ]

for (const [name, checks, expected] of CASES) {
  test(`${name}: ${expected.kind}`, async () => {
    const { chain } = chained(...checks)
    assert.deepEqual(await chain.check('alice', TYPED), expected)
  })
}

test('unless the password is right every store is asked, in order, whoever has the user', async () => {
  for (const checks of [
    [UNKNOWN, UNKNOWN, UNKNOWN],
    [WRONG, UNKNOWN, UNKNOWN],
    [UNKNOWN, UNKNOWN, WRONG],
    [DOWN, WRONG, DOWN],
  ]) {
    const { chain, asked } = chained(...checks)
    await chain.check('alice', TYPED)
    assert.deepEqual(
      asked.map(({ store }) => store),
      ['0', '1', '2'],
    )
  }
})

test('a wrong password is neither shown to later stores nor counted against an account there', async () => {
  const { chain, asked } = chained(UNKNOWN, WRONG, UNKNOWN)
  await chain.check('alice', TYPED)
  assert.deepEqual(asked, [
    { store: '0', user: 'alice', isShown: true },
    { store: '1', user: 'alice', isShown: true },
    { store: '2', user: 'nobody@hopwise.invalid', isShown: false },
  ])
})

test('a right password is shown to no store behind', async () => {
  const { chain, asked } = chained(UNKNOWN, RIGHT, UNKNOWN)
  await chain.check('alice', TYPED)
  assert.deepEqual(
    asked.map(({ store }) => store),
    ['0', '1'],
  )
})

test('a change in any store is another version', () => {
  let second = 5
  const chain = chainStores([
    { ...store('a', RIGHT), version: () => 1 },
    { ...store('b', RIGHT), version: () => second },
  ])
  const before = chain.version()
  second++
  assert.notEqual(chain.version(), before)
  assert.equal(chain.name, 'a, b')
})

test('a store hears which request it is about', async () => {
  const seen: unknown[] = []
  const chain = chainStores([
    store('a', UNKNOWN),
    {
      ...store('b', UNKNOWN),
      check: async (_user, _password, asked) => {
        seen.push(asked)
        return UNKNOWN
      },
    },
  ])
  const asked = get()
  await chain.check('alice', TYPED, asked)
  assert.deepEqual(seen, [asked])
})

test('one store is itself, and none is a mistake', () => {
  const only = store('a', RIGHT)
  assert.equal(chainStores([only]), only)
  assert.throws(() => chainStores([]), RangeError)
})

function chained(...checks: readonly PasswordCheck[]) {
  const asked: { store: string; user: string; isShown: boolean }[] = []
  const stores = checks.map((check, n) => ({
    ...store(String(n), check),
    check: async (user: string, password: Secret) => {
      asked.push({ store: String(n), user, isShown: password === TYPED })
      return check
    },
  }))
  return { chain: chainStores(stores), asked }
}

function store(name: string, check: PasswordCheck): PasswordStore {
  return { name, version: () => 0, check: async () => check }
}
