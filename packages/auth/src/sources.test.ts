import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from './secret.ts'
import { answersFrom, type Sources, versionOf } from './sources.ts'
import { get } from './testing/asked.ts'

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
