import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCredentials } from '@hopwise/http'
import type { Answered } from '../scheme.ts'
import { Secret } from '../secret.ts'
import { requestedGet } from '../testing/requested.ts'
import { toolsForTest } from '../testing/tools.ts'
import { type AlgorithmName, algorithmOf } from './algorithm.ts'
import { DigestSession, type Offer } from './client-session.ts'
import { answerResponse, ha1Of, sessionHa1 } from './response.ts'

const TOOLS = toolsForTest()

test('each answer has the next count and a cnonce of its own', () => {
  const session = begin()
  const sent = [1, 2, 3].map(() => paramsOf(ask(session)))
  assert.deepEqual(
    sent.map((params) => params.get('nc')),
    ['00000001', '00000002', '00000003'],
  )
  assert.equal(new Set(sent.map((params) => params.get('cnonce'))).size, 3)
  assert.equal(new Set(sent.map((params) => params.get('response'))).size, 3)
})

test('with -sess the cnonce stays, since the secret was made with it', () => {
  const session = begin({ algorithm: 'SHA-256-sess' })
  const sent = [1, 2, 3].map(() => paramsOf(ask(session)).get('cnonce'))
  assert.equal(new Set(sent).size, 1)
})

for (const algorithm of ['SHA-256', 'SHA-256-sess'] as const) {
  test(`whoever knows the secret is told from who does not (${algorithm})`, () => {
    const answered = ask(begin({ algorithm }))
    assert.equal(answered.confirm?.([infoOf(answered)]), 'right')
    assert.equal(answered.confirm?.([infoOf(answered, { secret: 'guessed' })]), 'wrong')
  })
}

test('no rspauth proves nothing and is no proof of the contrary', () => {
  const answered = ask(begin())
  assert.equal(answered.confirm?.([]), 'absent')
  assert.equal(answered.confirm?.(['qop=auth']), 'absent')
})

const WRONG: readonly [what: string, change: (info: string) => string][] = [
  ['of another cnonce', (info) => info.replace(/cnonce="."?/, 'cnonce="x')],
  ['of another count', (info) => info.replace('nc=00000001', 'nc=00000002')],
  ['of an unknown qop', (info) => info.replace('qop=auth', 'qop=auth-conf')],
  ['cut off', (info) => info.replace(/rspauth="../, 'rspauth="')],
  ['malformed', (info) => `${info} zork`],
]

for (const [what, change] of WRONG) {
  test(`rspauth ${what} is wrong, and no nonce is taken over from it`, () => {
    const session = begin()
    const answered = ask(session)
    const info = `${change(infoOf(answered))}, nextnonce="theirs"`
    assert.equal(answered.confirm?.([info]), 'wrong')
    assert.equal(paramsOf(ask(session)).get('nonce'), 'n')
  })
}

test('the content of a response is checked where all of it is there', () => {
  const session = begin({ qop: 'auth-int' })
  const answered = ask(session)
  const content = new TextEncoder().encode('hello')
  const info = infoOf(answered, { content, qop: 'auth-int' })
  assert.equal(answered.confirm?.([info]), 'absent')
  assert.equal(answered.confirm?.([info], content), 'right')
  assert.equal(answered.confirm?.([info], new Uint8Array(0)), 'wrong')
})

test('the next nonce begins its own count, once, however many responses name it', () => {
  const session = begin()
  const answers = [ask(session), ask(session)]
  for (const answered of answers) {
    assert.equal(answered.confirm?.([`${infoOf(answered)}, nextnonce="m"`]), 'right')
    const params = paramsOf(ask(session))
    assert.equal(params.get('nonce'), 'm')
  }
  assert.equal(paramsOf(ask(session)).get('nc'), '00000003')
})

test('a session has nothing to say about content that is not known yet where it must sign it', () => {
  const session = begin({ qop: 'auth-int' })
  const answer = session.answer(requestedGet({ content: 'streamed' }))
  assert.deepEqual(answer, { kind: 'declined', reason: 'content-streamed' })
})

test('neither the session nor the answer shows the password to who prints it', () => {
  const answered = ask(begin())
  const { session, value } = answered
  for (const text of [JSON.stringify({ session, value }), String(value)]) {
    assert.doesNotMatch(text, /opensesame|response=/)
  }
})

function begin(over: { algorithm?: AlgorithmName; qop?: Offer['qop'] } = {}): DigestSession {
  const { algorithm = 'SHA-256', qop = 'auth' } = over
  const offer: Offer = {
    realm: 'r',
    nonce: 'n',
    algorithm: algorithmOf(algorithm)!,
    qop,
    namesAlgorithm: true,
    opaque: undefined,
    isUtf8: true,
    wantsUserhash: false,
  }
  const login = { username: 'alice', password: new Secret('opensesame') }
  const session = DigestSession.begin(offer, login, TOOLS)
  assert.ok(session instanceof DigestSession)
  return session
}

function ask(session: DigestSession): Answered {
  const answer = session.answer(requestedGet())
  assert.ok(answer.kind === 'answered')
  return answer
}

/** What the right server answers, unless told otherwise. */
function infoOf(
  answered: Answered,
  over: { secret?: string; content?: Uint8Array; qop?: 'auth' | 'auth-int' } = {},
): string {
  const params = paramsOf(answered)
  const param = (name: string): string => params.get(name)!
  const { secret = 'opensesame', content, qop = 'auth' } = over
  const algorithm = algorithmOf(params.get('algorithm'))!
  const [nonce, cnonce, nc, uri] = ['nonce', 'cnonce', 'nc', 'uri'].map(param) as [
    string,
    string,
    string,
    string,
  ]
  const signed = { algorithm, nonce, cnonce, nc, uri, qop }
  const stored = ha1Of(TOOLS, algorithm.hash, 'alice', 'r', secret)
  const hash = content && TOOLS.hash(algorithm.hash, content)
  const rspauth = answerResponse(TOOLS, signed, qop, sessionHa1(TOOLS, signed, stored), hash)
  return `rspauth="${rspauth}", cnonce="${cnonce}", nc=${nc}, qop=${qop}`
}

function paramsOf({ value }: Answered) {
  const credentials = parseCredentials(value.reveal())
  assert.ok(credentials.kind === 'params')
  return credentials.params
}
