import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { createAuthenticator } from './authenticator.ts'
import { serveBasic } from './basic/server.ts'
import type { PasswordCheck } from './credential-store.ts'
import type { Flow } from './flow.ts'
import { createRemembered } from './remembered.ts'
import { get } from './testing/asked.ts'
import type { Refusal, Verdict } from './verdict.ts'
import { createVerifications, type VerificationLimits } from './verifications.ts'

const ALICE = basic('alice:opensesame')

test('the challenges are those of the schemes, in order', () => {
  const { authenticator } = authenticate()
  assert.deepEqual(authenticator.challenges(), ['Basic realm="Hopwise", charset="UTF-8"'])
})

const REFUSED: readonly [name: string, values: readonly string[], verdict: Verdict][] = [
  ['none', [], { kind: 'refused', reason: 'credentials-missing' }],
  ['two', [ALICE, basic('a:b')], { kind: 'refused', reason: 'credentials-repeated' }],
  ['twice the same', [ALICE, ALICE], { kind: 'refused', reason: 'credentials-repeated' }],
  ['empty', [''], malformed('character 1')],
  ['user and password as they are', ['Basic alice:opensesame'], malformed('character 12')],
  ['too long', [`Negotiate ${'A'.repeat(65_536)}`], malformed('too-long')],
  [
    'another scheme',
    ['Bearer abc'],
    { kind: 'refused', reason: 'scheme-not-offered', scheme: 'bearer' },
  ],
  [
    'base64 without a scheme, which is not written down',
    [ALICE.slice('Basic '.length).replaceAll('=', '')],
    { kind: 'refused', reason: 'scheme-not-offered' },
  ],
]

for (const [name, values, verdict] of REFUSED) {
  test(`refused without asking the store: ${name}`, async () => {
    const { authenticator, store } = authenticate()
    assert.deepEqual(await authenticator.authenticate(values, get()), verdict)
    assert.equal(store.asked, 0)
  })
}

const COUNTED: readonly (readonly [reason: Refusal, isCounted: boolean])[] = [
  ['unknown-user', true],
  ['wrong-password', true],
  ['token-unknown', true],
  ['nonce-stale', false],
  ['round-continues', false],
  ['ticket-rejected', false],
  ['credentials-replayed', false],
  ['target-mismatch', false],
  ['user-disabled', false],
  ['user-expired', false],
  ['token-expired', false],
  ['token-revoked', false],
  ['locked-out', false],
]

for (const [reason, isCounted] of COUNTED) {
  test(`${reason} ${isCounted ? 'counts' : 'does not count'} as a guess`, async () => {
    const counted: (string | undefined)[] = []
    const guard = {
      admit: () => undefined,
      refused: async (user: string | undefined) => {
        counted.push(user)
        return 7
      },
      accepted: () => {},
    }
    const refusal = { kind: 'refused', reason, user: 'alice', scheme: 'basic' } as const
    // biome-ignore lint/correctness/useYield: it asks nobody.
    const verify = function* (): Flow<Verdict, never> {
      return refusal
    }
    const authenticator = createAuthenticator({
      schemes: [{ ...serveBasic({ realm: 'Hopwise' }), verify }],
      sources: {},
      remembered: createRemembered({ nowMs: () => 0 }),
      fingerprint: (value) => value,
      guard,
    })
    const verdict = await authenticator.authenticate([ALICE], get())
    assert.deepEqual(counted, isCounted ? ['alice'] : [])
    assert.deepEqual(verdict, isCounted ? { ...refusal, holdMs: 7 } : refusal)
  })
}

test('whoever sends no credentials, or such that cannot be read, is not counted', async () => {
  const refused = async () => assert.fail('it was counted')
  const guard = { admit: () => undefined, refused, accepted: () => {} }
  const authenticator = createAuthenticator({
    schemes: [serveBasic({ realm: 'Hopwise' })],
    sources: {},
    remembered: createRemembered({ nowMs: () => 0 }),
    fingerprint: (value) => value,
    guard,
  })
  for (const [, values] of REFUSED) await authenticator.authenticate(values, get())
})

test('the scheme counts in any case', async () => {
  const { authenticator } = authenticate()
  const verdict = await authenticator.authenticate([ALICE.replace('Basic', 'bAsIc')], get())
  assert.equal(verdict.kind, 'accepted')
})

test('right credentials are verified once, then recalled at once as the very same verdict', async () => {
  const { authenticator, store } = authenticate()
  const first = await authenticator.authenticate([ALICE], get())
  assert.deepEqual(first, { kind: 'accepted', user: 'alice', scheme: 'basic' })
  assert.equal(authenticator.authenticate([ALICE], get()), first)
  assert.equal(authenticator.authenticate([ALICE], get()), first)
  assert.equal(store.asked, 1)
})

test('a connection that repeats itself is not fingerprinted again, others and other values are', async () => {
  const { authenticator, fingerprinted } = authenticate()
  const asked = get()
  await authenticator.authenticate([ALICE], asked)
  await authenticator.authenticate([ALICE], asked)
  assert.equal(fingerprinted(), 1)
  await authenticator.authenticate([basic('bob:x')], asked)
  await authenticator.authenticate([ALICE], get())
  assert.equal(fingerprinted(), 3)
})

test('wrong credentials are asked about each time', async () => {
  const { authenticator, store } = authenticate()
  for (let i = 0; i < 2; i++) {
    const verdict = await authenticator.authenticate([basic('alice:x')], get())
    assert.ok(verdict.kind === 'refused')
    assert.equal(verdict.reason, 'wrong-password')
  }
  assert.equal(store.asked, 2)
})

test('a change of the store forgets what was verified', async () => {
  const { authenticator, store } = authenticate()
  await authenticator.authenticate([ALICE], get())
  store.change('closesesame')
  const verdict = await authenticator.authenticate([ALICE], get())
  assert.ok(verdict.kind === 'refused')
  assert.equal(verdict.reason, 'wrong-password')
})

test('64 first requests with the same credentials cost one verification', async () => {
  const { authenticator, store } = authenticate()
  const asked = Array.from({ length: 64 }, () => authenticator.authenticate([ALICE], get()))
  const verdicts = await Promise.all(asked)
  assert.deepEqual(new Set(verdicts.map(({ kind }) => kind)), new Set(['accepted']))
  assert.equal(store.asked, 1)
})

test('a password that changes during the verification is not remembered as right', async () => {
  const { authenticator, store } = authenticate()
  const before = authenticator.authenticate([ALICE], get())
  store.change('closesesame')
  const after = authenticator.authenticate([ALICE], get())
  assert.equal((await before).kind, 'accepted', 'it was right when it was asked')
  const verdict = await after
  assert.equal(verdict.kind, 'refused', 'whoever asks afterwards does not share the old answer')
  assert.equal((await authenticator.authenticate([ALICE], get())).kind, 'refused')
})

test('too many different credentials at once: some get neither yes nor no', async () => {
  const { authenticator } = authenticate({ concurrentMax: 1, waitingMax: 1 })
  const asked = ['a', 'b', 'c'].map((name) =>
    authenticator.authenticate([basic(`${name}:x`)], get()),
  )
  const verdicts = await Promise.all(asked)
  assert.deepEqual(
    verdicts.map(({ kind }) => kind),
    ['refused', 'refused', 'unavailable'],
  )
  assert.deepEqual(verdicts[2], {
    kind: 'unavailable',
    store: 'test',
    detail: 'too many verifications wait',
  })
})

test('a store that fails fails the request and nothing else', async () => {
  const { authenticator, store } = authenticate()
  store.failure = new TypeError('a bug')
  await assert.rejects(async () => authenticator.authenticate([ALICE], get()), /a bug/)
  store.failure = undefined
  assert.equal((await authenticator.authenticate([ALICE], get())).kind, 'accepted')
})

test('who signed in for the whole connection needs no credentials on it, until others are refused', async () => {
  const { authenticator } = authenticate({}, true)
  const asked = get()
  const first = await authenticator.authenticate([ALICE], asked)
  assert.ok(first.kind === 'accepted')
  const second = await authenticator.authenticate([], asked)
  assert.ok(second.kind === 'accepted')
  assert.equal(second.user, 'alice')
  assert.equal((await authenticator.authenticate([], get())).kind, 'refused', 'another connection')
  const other = authenticate({}, true).authenticator
  assert.equal((await other.authenticate([], asked)).kind, 'refused', 'another configuration')
  await authenticator.authenticate([basic('alice:x')], asked)
  assert.equal((await authenticator.authenticate([], asked)).kind, 'refused')
})

test('between two rounds only the scheme that is under way is offered', () => {
  const { authenticator } = authenticate()
  const refusal = { kind: 'refused', reason: 'round-continues', scheme: 'negotiate' } as const
  assert.deepEqual(authenticator.challenges(refusal), [])
})

/** One user, alice, whose password can be changed; every answer takes a turn of the event loop. */
class TestStore {
  readonly name = 'test'
  asked = 0
  failure: Error | undefined
  #version = 1
  #password = 'opensesame'

  change(password: string): void {
    this.#password = password
    this.#version++
  }

  version(): number {
    return this.#version
  }

  async check(username: string, password: { reveal(): string }): Promise<PasswordCheck> {
    this.asked++
    const right = this.#password
    await new Promise((resolve) => setImmediate(resolve))
    if (this.failure) throw this.failure
    if (username !== 'alice') return { kind: 'unknown-user' }
    return password.reveal() === right
      ? { kind: 'right', user: username }
      : { kind: 'wrong-password' }
  }
}

function authenticate(limits: VerificationLimits = {}, bindsConnection = false) {
  const store = new TestStore()
  let count = 0
  const authenticator = createAuthenticator({
    schemes: [{ ...serveBasic({ realm: 'Hopwise' }), bindsConnection }],
    sources: { passwords: store, verifications: createVerifications(limits) },
    remembered: createRemembered({ nowMs: () => 0 }),
    fingerprint: (value) => {
      count++
      return hash('sha256', `key of this test ${value}`, 'base64')
    },
  })
  return { store, authenticator, fingerprinted: () => count }
}

function malformed(detail: string): Verdict {
  return { kind: 'refused', reason: 'credentials-malformed', detail }
}

function basic(userPass: string): string {
  return `Basic ${Buffer.from(userPass).toString('base64')}`
}
