import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatChallenge, parseChallenges, parseCredentials } from '@hopwise/http'
import fc from 'fast-check'
import type { Asked } from '../asked.ts'
import { chooseAnswer } from '../choose.ts'
import { drive, type Login } from '../flow.ts'
import type { Answer, Answered, Requested } from '../scheme.ts'
import { Secret } from '../secret.ts'
import { get } from '../testing/asked.ts'
import { digestUsers } from '../testing/digest-users.ts'
import { requestedGet } from '../testing/requested.ts'
import { toolsForTest } from '../testing/tools.ts'
import type { Verdict } from '../verdict.ts'
import { ALGORITHM_NAMES } from './algorithm.ts'
import { createDigestClient, digestClient } from './client.ts'
import type { DigestOptions } from './digest-options.ts'
import { serveDigest } from './server.ts'

const MUFASA = login('Mufasa', 'Circle of Life')

/** RFC 7616 §3.9.1, which asks for MD5 and SHA-256, and §3.9.2. */
const BOTH = ['SHA-256', 'MD5'].map(
  (algorithm) =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
)

test('of several challenges the strongest is answered, wherever it stands', () => {
  for (const values of [BOTH, BOTH.toReversed()]) {
    const flow = chooseAnswer(parseChallenges(values), [digestClient], requestedGet())
    const choice = drive(flow, { 'find-login': () => MUFASA })
    assert.ok(!(choice instanceof Promise) && choice.kind === 'answered')
    assert.equal(paramsOf(choice).get('algorithm'), 'SHA-256')
    assert.deepEqual(choice.passedOver, [{ scheme: 'digest', reason: 'weaker-than-answered' }])
  }
})

test('the answer has all that RFC 7616 §3.4 asks for, and what the challenge gave comes back', () => {
  const answered = answerTo(BOTH[0]!, MUFASA, { target: '/dir/index.html' })
  const [nonce, cnonce] = ['7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v', '[0-9a-f]{32}']
  assert.match(
    answered.value.reveal(),
    new RegExp(
      `^Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", nonce="${nonce}", ` +
        `nc=00000001, cnonce="${cnonce}", qop=auth, response="[0-9a-f]{64}", algorithm=SHA-256, ` +
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"$',
    ),
  )
})

test('what the challenge did not name is not named: an algorithm, opaque', () => {
  const params = paramsOf(answerTo('Digest realm="r", nonce="n", qop="auth"', MUFASA))
  assert.equal(params.has('algorithm') || params.has('opaque') || params.has('userhash'), false)
  assert.equal(params.get('response')?.length, 32, 'which means MD5')
})

const NAMES: readonly [challenge: string, username: string, sent: [name: string, value: string]][] =
  [
    ['', 'alice', ['username', 'alice']],
    [', charset=UTF-8', 'J\u00e4s\u00f8n Doe', ['username*', "UTF-8''J%C3%A4s%C3%B8n%20Doe"]],
    [', charset=UTF-8', 'Ja\u0308s\u00f8n Doe', ['username*', "UTF-8''J%C3%A4s%C3%B8n%20Doe"]],
    ['', 'J\u00e4s\u00f8n', ['username', 'J\xc3\xa4s\xc3\xb8n']],
    [
      ', charset=UTF-8, userhash=true, realm="api@example.org", algorithm=SHA-512-256',
      'J\u00e4s\u00f8n Doe',
      ['username', '793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b'],
    ],
  ]

for (const [params, username, [name, value]] of NAMES) {
  test(`the name ${username} for a challenge with "${params}" is sent as ${name}`, () => {
    const realm = params.includes('realm=') ? '' : ', realm="r"'
    const challenge = `Digest nonce="n", qop="auth"${realm}${params}`
    const sent = paramsOf(answerTo(challenge, login(username, 'Secret, or not?')))
    assert.equal(sent.get(name), value)
    assert.equal(sent.get('userhash'), params.includes('userhash') ? 'true' : undefined)
    assert.equal(sent.has('username') && sent.has('username*'), false)
  })
}

const DECLINED: readonly [challenge: string, login: Login | undefined, reason: string][] = [
  ['Digest dG9rZW4=', MUFASA, 'challenge-malformed'],
  ['Digest nonce="n", qop="auth"', MUFASA, 'challenge-malformed'],
  ['Digest realm="r", qop="auth"', MUFASA, 'challenge-malformed'],
  ['Digest realm="r", nonce="n"', MUFASA, 'qop-missing'],
  ['Digest realm="r", nonce="n", qop="auth-conf"', MUFASA, 'qop-unknown'],
  ['Digest realm="r", nonce="n", qop="auth", algorithm=SHA-1', MUFASA, 'algorithm-unknown'],
  ['Digest realm="r", nonce="n", qop="auth"', undefined, 'login-missing'],
  ['Digest realm="r", nonce="n", qop="auth"', login('a:b', 'c'), 'username-has-colon'],
  ['Digest realm="r", nonce="n", qop="auth"', login('a', 'b\n'), 'control-character'],
  ['Digest realm="r", nonce="n", qop="auth"', login('a', '\ud800'), 'text-malformed'],
]

for (const [challenge, found, reason] of DECLINED) {
  test(`the client declines ${challenge}: ${reason}`, () => {
    assert.deepEqual(answer(challenge, found), { kind: 'declined', reason })
  })
}

test('a client that is told not to answers no MD5, whether it is named or meant', () => {
  const strict = createDigestClient({ algorithms: ['SHA-256', 'SHA-512-256'] })
  const asked: string[] = []
  for (const algorithm of ['', ', algorithm=MD5', ', algorithm=MD5-sess']) {
    const [challenge] = parseChallenges([
      `Digest realm="r", nonce="n", qop="auth"${algorithm}`,
    ]).challenges
    const flow = strict.answer(challenge!, requestedGet())
    const answers = {
      'find-login': ({ scheme }: { scheme: string }) => {
        asked.push(scheme)
        return MUFASA
      },
    }
    assert.deepEqual(drive(flow, answers), { kind: 'declined', reason: 'algorithm-unwanted' })
  }
  assert.deepEqual(asked, [], 'nobody is even asked for a login')
})

test('auth is preferred; auth-int needs content that is known before it is sent', () => {
  const qopOf = (qop: string, content?: Requested['content']) =>
    answer(`Digest realm="r", nonce="n", qop="${qop}"`, MUFASA, { content })
  const chosen = (answered: Answer) => answered.kind === 'answered' && paramsOf(answered).get('qop')
  assert.equal(chosen(qopOf('auth-int, auth', new Uint8Array(1))), 'auth')
  assert.equal(chosen(qopOf('auth-int', new Uint8Array(1))), 'auth-int')
  assert.equal(chosen(qopOf('auth-int')), 'auth-int')
  assert.deepEqual(qopOf('auth-int', 'streamed'), { kind: 'declined', reason: 'content-streamed' })
})

test('what the client sends the server understands, whoever asks for whatever', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((one) => !/\p{Cc}/u.test(one))
  const username = text.filter((one) => one !== '' && !one.includes(':'))
  const path = fc.webPath().map((one) => one || '/')
  const options = fc.record({
    algorithms: fc.shuffledSubarray([...ALGORITHM_NAMES], { minLength: 1 }),
    qop: fc.shuffledSubarray(['auth', 'auth-int'] as const, { minLength: 1 }),
    userhash: fc.boolean(),
  })
  const content = fc.option(fc.uint8Array({ maxLength: 100 }), { nil: undefined })
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'X-ODD', 'get')
  const everything = fc.tuple(username, text, options, method, path, content)
  await fc.assert(
    fc.asyncProperty(everything, async ([user, password, digest, method, path, content]) => {
      const name = user.normalize('NFC')
      const side = serverSide({ [name]: password.normalize('NFC') }, digest)
      const target = `http://origin.example${path}`
      const asked = { method, target, ...(content && { content }) }
      const first = await side.exchange(login(user, password), asked)
      assert.ok(first.verdict.kind === 'accepted', JSON.stringify(first.verdict))
      assert.equal(first.verdict.user, name)
      assert.equal(first.answered.confirm?.([first.verdict.info!]), 'right')
      const wrong = await side.exchange(login(user, `${password}x`), asked)
      assert.ok(wrong.verdict.kind === 'refused' && wrong.verdict.reason === 'wrong-password')
    }),
    { numRuns: 200 },
  )
})

test('stale is answered with the same login, without asking for it again', async () => {
  const side = serverSide({ alice: 'opensesame' }, { nonceLifetimeMs: 1000 }, 5000)
  const first = await side.exchange(login('alice', 'opensesame'), {})
  assert.equal(first.verdict.kind, 'accepted')
  side.at(9000)
  const late = await side.judge(first.answered.session!.answer(requestedGet()) as Answered, {})
  assert.ok(late.kind === 'refused' && late.reason === 'nonce-stale')
  const [challenge] = side.server.challenges(late)
  const requested = requestedGet({ session: first.answered.session })
  const again = drive(digestClient.answer(challenge!, requested), {
    'find-login': () => assert.fail('nobody is to be asked'),
  })
  assert.ok(!(again instanceof Promise) && again.kind === 'answered')
  assert.equal((await side.judge(again, {})).kind, 'accepted')
})

test('a refusal that is not stale, or another realm, asks for a login again', () => {
  const first = answerTo('Digest realm="r", nonce="n", qop="auth"', MUFASA)
  const { session } = first
  for (const params of ['realm="r"', 'realm="r", stale=false', 'realm="s", stale=true']) {
    const again = answer(`Digest nonce="m", qop="auth", ${params}`, undefined, { session })
    assert.deepEqual(again, { kind: 'declined', reason: 'login-missing' }, params)
  }
})

function serverSide(users: Readonly<Record<string, string>>, digest: DigestOptions, nowMs = 0) {
  let now = nowMs
  const server = serveDigest({ realm: 'Hopwise', tools: toolsForTest(() => now), digest })
  const store = digestUsers(users)

  async function judge(answered: Answered, over: Over): Promise<Verdict> {
    const { content, ...rest } = over
    const held = content && { content: { octets: async () => content } }
    const asked: Asked = get({ ...rest, ...held })
    const credentials = parseCredentials(answered.value.reveal())
    assert.ok(credentials.kind !== 'malformed')
    return await drive(server.verify(credentials, asked), {
      'find-digest-secret': async ({ name, realm, algorithm }) => ({
        store: 'test',
        secret: await store.find(name, realm, algorithm),
      }),
      'read-content': (ask) => ask.content.octets(),
    })
  }

  return {
    server,
    judge,
    at: (ms: number): void => {
      now = ms
    },
    exchange: async (typed: Login, over: Over) => {
      const values = server.challenges().map(formatChallenge)
      const flow = chooseAnswer(parseChallenges(values), [digestClient], requestedGet(over))
      const answered = await drive(flow, { 'find-login': () => typed })
      assert.ok(answered.kind === 'answered')
      return { answered, verdict: await judge(answered, over) }
    },
  }
}

interface Over {
  readonly method?: string
  readonly target?: string
  readonly content?: Uint8Array
}

function answerTo(value: string, found: Login, over: Partial<Requested> = {}): Answered {
  const answered = answer(value, found, over)
  assert.ok(answered.kind === 'answered')
  return answered
}

function answer(value: string, found: Login | undefined, over: Partial<Requested> = {}): Answer {
  const [challenge] = parseChallenges([value]).challenges
  assert.ok(challenge)
  const answers = { 'find-login': () => found }
  const answered = drive(digestClient.answer(challenge, requestedGet(over)), answers)
  assert.ok(!(answered instanceof Promise))
  return answered
}

function paramsOf({ value }: Pick<Answered, 'value'>) {
  const credentials = parseCredentials(value.reveal())
  assert.ok(credentials.kind === 'params')
  return credentials.params
}

function login(username: string, password: string): Login {
  return { username, password: new Secret(password) }
}
