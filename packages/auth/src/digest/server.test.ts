import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatChallenge, formatCredentials, parseCredentials } from '@hopwise/http'
import type { Asked, HeldContent } from '../asked.ts'
import type { DigestSecret } from '../credential-store.ts'
import { drive } from '../flow.ts'
import { Secret } from '../secret.ts'
import { get } from '../testing/asked.ts'
import { digestUsers } from '../testing/digest-users.ts'
import { toolsForTest } from '../testing/tools.ts'
import type { Verdict } from '../verdict.ts'
import { type AlgorithmName, algorithmOf } from './algorithm.ts'
import type { DigestOptions } from './digest-options.ts'
import {
  answerResponse,
  ha1Of,
  type Qop,
  requestResponse,
  sessionHa1,
  userhashOf,
} from './response.ts'
import { serveDigest } from './server.ts'

const TOOLS = toolsForTest()
const TARGET = 'http://origin.example/a?b'
const USERS = { alice: 'opensesame', 'J\u00e4s\u00f8n Doe': 'Secret, or not?' }

test('one challenge for each algorithm, in the order of the configuration', () => {
  const { server } = serve({
    algorithms: ['SHA-256', 'SHA-512-256-sess', 'MD5'],
    qop: ['auth', 'auth-int'],
  })
  const challenges = server.challenges().map(formatChallenge)
  const nonces = new Set<string>()
  for (const [i, algorithm] of ['SHA-256', 'SHA-512-256-sess', 'MD5'].entries()) {
    const pattern = new RegExp(
      `^Digest realm="Hopwise", qop="auth, auth-int", algorithm=${algorithm}, ` +
        `nonce="([0-9a-zA-Z_-]{48})", charset="UTF-8", userhash=true$`,
    )
    const nonce = pattern.exec(challenges[i]!)?.[1]
    assert.ok(nonce, challenges[i])
    nonces.add(nonce)
  }
  assert.equal(nonces.size, 3)
})

test('SHA-256 with auth is what is offered unless said otherwise; userhash can be left out', () => {
  const params = (options: DigestOptions) => {
    const [only, ...more] = serve(options).server.challenges()
    assert.ok(only?.kind === 'params')
    assert.deepEqual(more, [])
    return only.params
  }
  assert.equal(params({}).get('algorithm'), 'SHA-256')
  assert.equal(params({}).get('qop'), 'auth')
  assert.equal(params({ userhash: false }).has('userhash'), false)
})

const OPTIONS: readonly [options: DigestOptions, message: RegExp][] = [
  [
    { algorithms: ['SHA-1' as AlgorithmName] },
    /no Digest algorithm "SHA-1"; there are: SHA-512-256/,
  ],
  [{ algorithms: [] }, /at least one algorithm/],
  [{ algorithms: ['MD5', 'MD5'] }, /named twice/],
  [{ qop: ['auth-conf' as Qop] }, /no qop "auth-conf"/],
  [{ qop: [] }, /at least one qop/],
  [{ key: new Uint8Array(31) }, /31 octets: 32 or more/],
  [{ nonceLifetimeMs: 0 }, /lifetime of a nonce in milliseconds is 0/],
  [{ noncesMax: 0.5 }, /number of nonces is 0.5/],
]

for (const [options, message] of OPTIONS) {
  test(`refused when it is made: ${message}`, () => assert.throws(() => serve(options), message))
}

for (const algorithm of [
  'SHA-256',
  'SHA-512-256',
  'MD5',
  'SHA-256-sess',
  'SHA-512-256-sess',
  'MD5-sess',
] as const) {
  test(`the right answer to a challenge of ${algorithm} is accepted, and proved to be known`, () => {
    const { verify, answer } = serve({ algorithms: [algorithm] })
    const signed = answer({ algorithm })
    const verdict = verify(signed.value)
    assert.ok(verdict.kind === 'accepted')
    const { info, ...rest } = verdict
    assert.deepEqual(rest, { kind: 'accepted', scheme: 'digest', user: 'alice' })
    assert.equal(
      info,
      `rspauth="${signed.rspauth}", cnonce="abc\\"def", nc=00000001, qop=auth`,
      'RFC 7616 §3.5',
    )
  })
}

test('a hashed name is found, and so is one in the extended notation', () => {
  const { verify, answer } = serve()
  const username = 'J\u00e4s\u00f8n Doe'
  for (const over of [
    { username: userhashOf(TOOLS, 'sha256', username, 'Hopwise'), userhash: 'true' },
    { username: undefined, 'username*': "UTF-8''J%C3%A4s%C3%B8n%20Doe" },
  ]) {
    const verdict = verify(answer({ user: username }, over).value)
    assert.ok(verdict.kind === 'accepted')
    assert.equal(verdict.user, username)
  }
})

test('a session’s secret may be made with the cnonce of its first request or of each', () => {
  const { verify, answer, nonceFor } = serve({ algorithms: ['SHA-256-sess'] })
  const same = { algorithm: 'SHA-256-sess', nonce: nonceFor() } as const
  assert.equal(verify(answer({ ...same, cnonce: 'first' }).value).kind, 'accepted')
  const each = answer({ ...same, nc: '00000002', cnonce: 'second' })
  assert.equal(verify(each.value).kind, 'accepted')
  const once = answer({ ...same, nc: '00000003', cnonce: 'third', sessionCnonce: 'first' })
  assert.equal(verify(once.value).kind, 'accepted')
  const other = answer({ ...same, nc: '00000004', cnonce: 'fourth', sessionCnonce: 'second' })
  assert.equal(reasonOf(verify(other.value)), 'wrong-password')
})

test('a session that goes on with its first cnonce is answered with the same secret', () => {
  const { verify, answer, nonceFor } = serve({ algorithms: ['SHA-256-sess'] })
  const same = { algorithm: 'SHA-256-sess', nonce: nonceFor() } as const
  verify(answer({ ...same, cnonce: 'first' }).value)
  const once = answer({ ...same, nc: '00000002', cnonce: 'second', sessionCnonce: 'first' })
  const verdict = verify(once.value)
  assert.ok(verdict.kind === 'accepted')
  assert.ok(verdict.info?.includes(once.rspauth))
})

test('unknown users and wrong passwords are told apart for the journal only, never as stale', () => {
  const { verify, answer } = serve()
  assert.deepEqual(verify(answer({ user: 'mallory' }).value), {
    kind: 'refused',
    reason: 'unknown-user',
    scheme: 'digest',
    user: 'mallory',
  })
  assert.deepEqual(verify(answer({ password: 'wrong' }).value), {
    kind: 'refused',
    reason: 'wrong-password',
    scheme: 'digest',
    user: 'alice',
  })
})

test('an unknown user costs the same hashes as a wrong password', () => {
  const hashed: string[] = []
  const tools = toolsForTest()
  const { verify, answer } = serve({ algorithms: ['SHA-256-sess'] }, 0, (name, data) => {
    hashed.push(name)
    return tools.hash(name, data)
  })
  const count = (value: string): number => {
    hashed.length = 0
    verify(value)
    return hashed.length
  }
  const algorithm = 'SHA-256-sess'
  const known = count(answer({ algorithm, password: 'wrong' }).value)
  assert.equal(count(answer({ algorithm, user: 'mallory' }).value), known)
  assert.equal(known, 3)
})

const MALFORMED: readonly [
  detail: string,
  options: DigestOptions,
  over: Partial<Parts>,
  raw?: Raw,
][] = [
  ['realm-of-another', {}, { realm: 'Elsewhere' }],
  ['algorithm-not-offered', {}, { algorithm: 'MD5' }],
  ['algorithm-not-offered', {}, { algorithm: 'MD5' }, { algorithm: undefined }],
  ['qop-not-offered', {}, { qop: 'auth-int' }],
  ['qop-missing', {}, {}, { qop: undefined }],
  ['cnonce-missing', {}, {}, { cnonce: undefined }],
  ['userhash-not-offered', { userhash: false }, {}, { username: 'a'.repeat(64), userhash: 'true' }],
]

for (const [detail, options, parts, raw] of MALFORMED) {
  test(`${detail}: the store is not asked`, () => {
    const { verify, answer, store } = serve(options)
    assert.deepEqual(verify(answer(parts, raw).value), {
      kind: 'refused',
      reason: 'credentials-malformed',
      scheme: 'digest',
      detail,
    })
    assert.equal(store.asked, 0)
  })
}

test('a nonce of a SHA-256 challenge takes no answer of MD5, though MD5 is offered beside it', () => {
  const { verify, answer, nonceFor } = serve({ algorithms: ['SHA-256', 'MD5'] })
  const nonce = nonceFor(0)
  for (const raw of [{}, { algorithm: undefined }]) {
    const verdict = verify(answer({ algorithm: 'MD5', nonce }, raw).value)
    assert.ok(verdict.kind === 'refused')
    assert.equal(verdict.detail, 'algorithm-of-another-nonce')
  }
  const right = answer({ algorithm: 'MD5', nonce: nonceFor(1) }).value
  assert.equal(verify(right).kind, 'accepted')
})

test('both forms of the target are accepted, another target is not, and is not written down', () => {
  const { verify, answer } = serve()
  for (const uri of [TARGET, '/a?b']) {
    assert.equal(verify(answer({ uri }).value).kind, 'accepted', uri)
  }
  const w3m = answer({ uri: 'http://alice:opensesame@127.0.0.1:4070/' }).value
  const verdict = verify(w3m)
  assert.ok(verdict.kind === 'refused')
  assert.equal(verdict.reason, 'target-mismatch')
  assert.ok(!JSON.stringify(verdict).includes('opensesame'))
  const connect = answer({ uri: 'origin.example:443', method: 'CONNECT' }).value
  const asked = get({ method: 'CONNECT', target: 'origin.example:443' })
  assert.equal(verify(connect, asked).kind, 'accepted')
})

test('the method is part of what was signed', () => {
  const { verify, answer } = serve()
  assert.equal(reasonOf(verify(answer({ method: 'POST' }).value)), 'wrong-password')
})

test('the same octets again are a replay, and the client may repeat with a new nonce', () => {
  const { server, verify, answer, nonceFor } = serve()
  const nonce = nonceFor()
  const first = answer({ nonce }).value
  assert.equal(verify(first).kind, 'accepted')
  const again = verify(first)
  assert.equal(reasonOf(again), 'credentials-replayed')
  assert.ok(again.kind === 'refused')
  assert.match(formatChallenge(server.challenges(again)[0]!), /, stale=true$/)
  assert.equal(verify(answer({ nonce, nc: '00000002' }).value).kind, 'accepted')
})

test('counts out of order are each accepted once, also when they are judged at the same time', async () => {
  const { answer, nonceFor, verifyLater } = serve()
  const nonce = nonceFor()
  const order = [4, 2, 3, 1, 2, 4]
  const verdicts = await Promise.all(
    order.map((n) => verifyLater(answer({ nonce, nc: String(n).padStart(8, '0') }).value)),
  )
  assert.deepEqual(
    verdicts.map((verdict) => (verdict.kind === 'accepted' ? 'accepted' : reasonOf(verdict))),
    [
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'credentials-replayed',
      'credentials-replayed',
    ],
  )
})

test('an old nonce is stale for who knows the password, and for nobody else', () => {
  const { server, verify, answer, nonceFor, at } = serve({ nonceLifetimeMs: 1000 }, 5000)
  const nonce = nonceFor()
  at(6001)
  const stale = verify(answer({ nonce }).value)
  assert.equal(reasonOf(stale), 'nonce-stale')
  assert.ok(stale.kind === 'refused')
  assert.match(formatChallenge(server.challenges(stale)[0]!), /stale=true/)
  const wrong = verify(answer({ nonce, password: 'wrong' }).value)
  assert.equal(reasonOf(wrong), 'wrong-password')
  assert.ok(wrong.kind === 'refused')
  assert.doesNotMatch(formatChallenge(server.challenges(wrong)[0]!), /stale/)
})

test('a nonce that is none of ours is stale likewise: the key may be a new one', () => {
  const { verify, answer } = serve()
  for (const nonce of ['x', '0'.repeat(48), serve().nonceFor()]) {
    assert.equal(reasonOf(verify(answer({ nonce }).value)), 'nonce-stale')
    assert.equal(reasonOf(verify(answer({ nonce, password: 'wrong' }).value)), 'wrong-password')
  }
})

test('nodes with one key take each other’s nonces', () => {
  const key = new Uint8Array(32).fill(1)
  const [here, there] = [serve({ key }), serve({ key })]
  assert.equal(there.verify(there.answer({ nonce: here.nonceFor() }).value).kind, 'accepted')
})

test('towards the end of a nonce’s life the next one is offered, one for all that are under way', () => {
  const { verify, answer, nonceFor, at } = serve({ nonceLifetimeMs: 1000 }, 5000)
  const nonce = nonceFor()
  const next = (nc: string): string | undefined => {
    const verdict = verify(answer({ nonce, nc }).value)
    assert.ok(verdict.kind === 'accepted')
    return /, nextnonce="(.*)"$/.exec(verdict.info ?? '')?.[1]
  }
  at(5749)
  assert.equal(next('00000001'), undefined)
  at(5750)
  const offered = next('00000002')
  assert.ok(offered)
  assert.equal(next('00000003'), offered)
  at(6500)
  assert.equal(verify(answer({ nonce: offered }).value).kind, 'accepted')
})

test('a session is not moved to another nonce', () => {
  const options = { algorithms: ['SHA-256-sess'], nonceLifetimeMs: 1000 } as const
  const { verify, answer, nonceFor, at } = serve(options, 5000)
  const nonce = nonceFor()
  at(5900)
  const verdict = verify(answer({ algorithm: 'SHA-256-sess', nonce }).value)
  assert.ok(verdict.kind === 'accepted')
  assert.doesNotMatch(verdict.info ?? '', /nextnonce/)
})

test('auth-int covers the content, and none is the same as empty content', async () => {
  const { verifyLater, answer } = serve({ qop: ['auth-int'] })
  const posted = (content: string) => answer({ qop: 'auth-int', method: 'POST', content }).value
  const asked = (content: string | undefined): Asked =>
    get({
      method: 'POST',
      target: TARGET,
      ...(content !== undefined && { content: holding(new TextEncoder().encode(content)) }),
    })
  assert.equal((await verifyLater(posted('one'), asked('one'))).kind, 'accepted')
  assert.equal(reasonOf(await verifyLater(posted('one'), asked('two'))), 'wrong-password')
  assert.equal((await verifyLater(posted(''), asked(''))).kind, 'accepted')
  assert.equal((await verifyLater(posted(''), asked(undefined))).kind, 'accepted')
})

test('who is locked out while the content comes is not told whether the response was right', async () => {
  const { server, answer, store } = serve({ qop: ['auth-int'] })
  const element = parseCredentials(answer({ qop: 'auth-int', method: 'POST', content: 'x' }).value)
  assert.ok(element.kind !== 'malformed')
  const content = Promise.withResolvers<Uint8Array>()
  const asked = get({ method: 'POST', target: TARGET, content: { octets: () => content.promise } })
  let isLocked = false
  const verdict = drive(server.verify(element, asked), {
    'find-digest-secret': ({ name, realm, algorithm }) => ({
      store: store.name,
      secret: isLocked
        ? { kind: 'locked-out', retryAfterMs: 5 }
        : (store.find(name, realm, algorithm) as DigestSecret),
    }),
    'read-content': () => content.promise,
  })
  isLocked = true
  content.resolve(new TextEncoder().encode('x'))
  const { kind, reason } = (await verdict) as { kind: string; reason?: string }
  assert.deepEqual([kind, reason], ['refused', 'locked-out'])
})

test('content too large to be held is a mismatch, and content is not read for who signs the head', async () => {
  const { verifyLater, answer } = serve({ qop: ['auth', 'auth-int'] })
  const tooLarge = get({ method: 'POST', target: TARGET, content: holding(undefined) })
  const covered = answer({ qop: 'auth-int', method: 'POST', content: 'x' }).value
  const verdict = await verifyLater(covered, tooLarge)
  assert.ok(verdict.kind === 'refused')
  assert.deepEqual([verdict.reason, verdict.detail], ['content-mismatch', 'content-too-large'])
  const uncovered = answer({ method: 'POST' }).value
  assert.equal((await verifyLater(uncovered, tooLarge)).kind, 'accepted')
})

const SAID: readonly [said: DigestSecret, verdict: Verdict][] = [
  [
    { kind: 'locked-out', retryAfterMs: 5 },
    { kind: 'refused', reason: 'locked-out', scheme: 'digest', user: 'alice', retryAfterMs: 5 },
  ],
  [
    { kind: 'unavailable', detail: 'down' },
    { kind: 'unavailable', store: 'test', detail: 'down' },
  ],
  [
    found({ problem: 'user-disabled' }),
    { kind: 'refused', reason: 'user-disabled', scheme: 'digest', user: 'alice' },
  ],
]

for (const [said, verdict] of SAID) {
  test(`a store that says ${said.kind === 'found' ? said.problem : said.kind} is believed`, () => {
    const { server, answer } = serve()
    const element = parseCredentials(answer({}).value)
    assert.ok(element.kind !== 'malformed')
    const answers = {
      'find-digest-secret': () => ({ store: 'test', secret: said }),
      'read-content': () => undefined,
    }
    assert.deepEqual(drive(server.verify(element, get({ target: TARGET })), answers), verdict)
  })
}

test('what the store knows of a user goes with the verdict; a problem is said to the owner only', () => {
  const { server, answer } = serve()
  const judge = (said: DigestSecret, password: string): Verdict => {
    const element = parseCredentials(answer({ password }).value)
    assert.ok(element.kind !== 'malformed')
    const answers = {
      'find-digest-secret': () => ({ store: 'test', secret: said }),
      'read-content': () => undefined,
    }
    return drive(server.verify(element, get({ target: TARGET })), answers) as Verdict
  }
  const known = found({ user: 'Alice', groups: ['staff'], restrictions: { hosts: ['a.example'] } })
  const verdict = judge(known, 'opensesame')
  assert.ok(verdict.kind === 'accepted')
  assert.deepEqual([verdict.user, verdict.groups], ['Alice', ['staff']])
  assert.deepEqual(verdict.restrictions, { hosts: ['a.example'] })
  assert.equal(reasonOf(judge(found({ problem: 'user-expired' }), 'wrong')), 'wrong-password')
})

test('a thousand challenges leave nothing behind: a nonce is remembered from its first use', () => {
  const { server, verify, answer } = serve({ noncesMax: 1 })
  const nonces = Array.from({ length: 1000 }, () => {
    const [challenge] = server.challenges()
    assert.ok(challenge?.kind === 'params')
    return challenge.params.get('nonce')!
  })
  const first = answer({ nonce: nonces[0]! }).value
  assert.equal(verify(first).kind, 'accepted')
  assert.equal(reasonOf(verify(first)), 'credentials-replayed')
})

interface Parts {
  user: string
  password: string
  realm: string
  algorithm: AlgorithmName
  nonce: string
  nc: string
  cnonce: string
  sessionCnonce: string
  qop: Qop
  uri: string
  method: string
  content: string
}

type Raw = Readonly<Record<string, string | undefined>>

/** A server, and a client that does everything right unless it is told otherwise. */
function serve(options: DigestOptions = {}, nowMs = 0, hash = TOOLS.hash) {
  let now = nowMs
  const tools = { ...toolsForTest(() => now), hash }
  const server = serveDigest({ realm: 'Hopwise', tools, digest: options })
  const store = digestUsers(USERS)

  function nonceFor(index = 0): string {
    const challenge = server.challenges()[index]
    assert.ok(challenge?.kind === 'params')
    return challenge.params.get('nonce')!
  }

  function answer(over: Partial<Parts>, raw: Raw = {}) {
    const parts = {
      user: 'alice',
      realm: 'Hopwise',
      algorithm: 'SHA-256',
      ...FIRST,
      ...over,
    } as const
    const algorithm = algorithmOf(parts.algorithm)!
    const { user, realm, nc, cnonce, qop, uri, method } = parts
    const nonce = over.nonce ?? nonceFor()
    const signed = { algorithm, nonce, nc, cnonce, qop, uri }
    const password = over.password ?? USERS[user as keyof typeof USERS] ?? 'none'
    const stored = ha1Of(TOOLS, algorithm.hash, user, realm, password)
    const ha1 = sessionHa1(TOOLS, { ...signed, cnonce: over.sessionCnonce ?? cnonce }, stored)
    const content = qop === 'auth' ? undefined : TOOLS.hash(algorithm.hash, over.content ?? '')
    const response = requestResponse(TOOLS, signed, ha1, method, content)
    const named = { username: user, realm, nonce, nc, cnonce, qop, uri, response }
    const params = Object.entries({ ...named, algorithm: algorithm.name, ...raw }).flatMap(
      ([name, value]) => (value === undefined ? [] : [[name, value] as const]),
    )
    return {
      value: formatCredentials({ kind: 'params', scheme: 'digest', params: new Map(params) }),
      rspauth: answerResponse(TOOLS, signed, 'auth', ha1),
    }
  }

  function judge(value: string, asked: Asked, secretOf: typeof store.find) {
    const element = parseCredentials(value)
    assert.ok(element.kind !== 'malformed')
    return drive(server.verify(element, asked), {
      'find-digest-secret': ({ name, realm, algorithm }) => ({
        store: store.name,
        secret: secretOf.call(store, name, realm, algorithm) as DigestSecret,
      }),
      'read-content': ({ content }) => content.octets(),
    })
  }

  return {
    server,
    store,
    nonceFor,
    answer,
    at: (ms: number): void => {
      now = ms
    },
    verify: (value: string, asked = get({ target: TARGET })): Verdict => {
      const verdict = judge(value, asked, store.find)
      assert.ok(!(verdict instanceof Promise), 'at once: there is nothing to wait for')
      return verdict
    },
    verifyLater: async (value: string, asked = get({ target: TARGET })): Promise<Verdict> => {
      await Promise.resolve()
      return judge(value, asked, store.find)
    },
  }
}

const FIRST = {
  nc: '00000001',
  cnonce: 'abc"def',
  qop: 'auth',
  uri: '/a?b',
  method: 'GET',
} as const

function found(over: Partial<Extract<DigestSecret, { kind: 'found' }>>): DigestSecret {
  const ha1 = new Secret(ha1Of(TOOLS, 'sha256', 'alice', 'Hopwise', 'opensesame'))
  return { kind: 'found', user: 'alice', username: 'alice', ha1, ...over }
}

function holding(octets: Uint8Array | undefined): HeldContent {
  return { octets: async () => octets }
}

function reasonOf(verdict: Verdict): string {
  return verdict.kind === 'refused' ? verdict.reason : verdict.kind
}
