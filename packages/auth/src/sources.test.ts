import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PasswordCheck } from './credential-store.ts'
import { Secret } from './secret.ts'
import { answersFrom, type Sources, versionOf } from './sources.ts'
import { get } from './testing/asked.ts'
import { createVerifications } from './verifications.ts'

const ATTEMPT = { id: 'x', version: 1, guard: undefined, asked: get() }
const PASSWORDS = {
  name: 'users',
  version: () => 3,
  check: async () => ({ kind: 'right', user: 'alice' }) as const,
}

test('a change in any source is another version', () => {
  const digests = { name: 'htdigest', version: () => 4, find: () => ({ kind: 'unknown-user' }) }
  assert.equal(versionOf({ passwords: PASSWORDS }), 3)
  assert.equal(versionOf({ passwords: PASSWORDS, digests } as Sources), 7)
})

test('whoever is locked out is not verified', async () => {
  const guard = {
    admit: (user: string | undefined) =>
      user === 'alice' ? ({ kind: 'locked-out', retryAfterMs: 5 } as const) : undefined,
    refused: async () => 0,
    accepted: () => {},
  }
  const check = () => assert.fail('the store was asked')
  const answers = answersFrom({ passwords: { ...PASSWORDS, check } }, { ...ATTEMPT, guard })
  const reply = await answers['check-password']({ username: 'alice', password: new Secret('x') })
  assert.deepEqual(reply, { store: 'users', check: { kind: 'locked-out', retryAfterMs: 5 } })
})

test('what is bounded where it is done waits for nobody, and nobody for it', async () => {
  const verifications = createVerifications<PasswordCheck>({ concurrentMax: 1, waitingMax: 0 })
  const slow = Promise.withResolvers<PasswordCheck>()
  const isSelfLimited = (username: string) => username === 'token'
  const check = (username: string) => (username === 'token' ? slow.promise : PASSWORDS.check())
  const sources = { passwords: { ...PASSWORDS, isSelfLimited, check }, verifications }
  const ask = (username: string, id: string) =>
    answersFrom(sources, { ...ATTEMPT, id })['check-password']({
      username,
      password: new Secret('x'),
    })
  const waiting = [ask('token', 'a'), ask('token', 'b')]
  assert.equal((await ask('alice', 'c')).check.kind, 'right')
  slow.resolve({ kind: 'token-unknown' })
  for (const reply of await Promise.all(waiting)) assert.equal(reply.check.kind, 'token-unknown')
})

test('whoever is locked out while they wait for their turn is not verified', async () => {
  const verifications = createVerifications<PasswordCheck>({ concurrentMax: 1 })
  const first = Promise.withResolvers<void>()
  let isLocked = false
  let checks = 0
  const guard = {
    admit: () => (isLocked ? ({ kind: 'locked-out', retryAfterMs: 5 } as const) : undefined),
    refused: async () => 0,
    accepted: () => {},
  }
  const check = async () => {
    checks++
    await first.promise
    return { kind: 'wrong-password' } as const
  }
  const sources = { passwords: { ...PASSWORDS, check }, verifications }
  const ask = async (id: string) => {
    const answers = answersFrom(sources, { ...ATTEMPT, id, guard })
    const reply = await answers['check-password']({ username: 'alice', password: new Secret(id) })
    return reply.check.kind
  }
  const replies = Promise.all(['a', 'b', 'c'].map(ask))
  isLocked = true
  first.resolve()
  assert.deepEqual(await replies, ['locked-out', 'locked-out', 'locked-out'])
  assert.equal(checks, 1)
})

test('of guesses at once, those that end behind a lock-out are not told whether they were right', async () => {
  let isLocked = false
  const guard = {
    admit: () => (isLocked ? ({ kind: 'locked-out', retryAfterMs: 5 } as const) : undefined),
    refused: async () => 0,
    accepted: () => {},
  }
  const slow = Promise.withResolvers<void>()
  const right = async () => {
    await slow.promise
    return { kind: 'right', user: 'alice' } as const
  }
  const found = async () => {
    await slow.promise
    return { kind: 'found', user: 'alice', username: 'alice', ha1: new Secret('0') } as const
  }
  const sources = {
    passwords: { ...PASSWORDS, check: right },
    tokens: { name: 'tokens', version: () => 0, check: right },
    digests: { name: 'htdigest', version: () => 0, find: found },
  }
  const answers = answersFrom(sources, { ...ATTEMPT, guard })
  const name = { kind: 'plain', username: 'alice' } as const
  const [password, token, digest] = [
    answers['check-password']({ username: 'alice', password: new Secret('x') }),
    answers['check-token']({ token: new Secret('x') }),
    answers['find-digest-secret']({ name, realm: 'r', algorithm: 'SHA-256' }),
  ]
  isLocked = true
  slow.resolve()
  assert.equal((await password).check.kind, 'locked-out')
  assert.equal((await token).check.kind, 'locked-out')
  assert.equal((await digest).secret.kind, 'locked-out')
})

test('a Digest secret that is there is there at once', () => {
  const digests = {
    name: 'htdigest',
    version: () => 0,
    find: () => ({ kind: 'unknown-user' }) as const,
  }
  const answers = answersFrom({ digests }, ATTEMPT)
  const name = { kind: 'plain', username: 'alice' } as const
  assert.deepEqual(answers['find-digest-secret']({ name, realm: 'r', algorithm: 'SHA-256' }), {
    store: 'htdigest',
    secret: { kind: 'unknown-user' },
  })
})

test('whoever is locked out is so under a hashed name, too', () => {
  const guard = {
    admit: (user: string | undefined) =>
      user === 'alice' ? ({ kind: 'locked-out', retryAfterMs: 5 } as const) : undefined,
    refused: async () => 0,
    accepted: () => {},
  }
  const ha1 = new Secret('0')
  const digests = {
    name: 'htdigest',
    version: () => 0,
    find: () => ({ kind: 'found', user: 'alice', username: 'alice', ha1 }) as const,
  }
  const answers = answersFrom({ digests }, { ...ATTEMPT, guard })
  const name = { kind: 'hashed', userhash: 'abc' } as const
  assert.deepEqual(answers['find-digest-secret']({ name, realm: 'r', algorithm: 'SHA-256' }), {
    store: 'htdigest',
    secret: { kind: 'locked-out', retryAfterMs: 5 },
  })
})

test('a scheme without the source that it needs is a bug of whoever composed them', async () => {
  const answers = answersFrom({}, ATTEMPT)
  await assert.rejects(
    async () => answers['check-token']({ token: new Secret('x') }),
    /asks for tokens, and there are none/,
  )
})
