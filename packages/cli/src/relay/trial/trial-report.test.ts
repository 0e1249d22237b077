import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field, parseChallenges, type ResponseHead } from '@hopwise/http'
import type { Trial, TrialRequest } from './trial.ts'
import { trialLines, trialReport } from './trial-report.ts'

const REQUEST: TrialRequest = { method: 'CONNECT', target: 'a.test:443', host: 'a.test:443' }

function head(status: number, ...fields: ReturnType<typeof field>[]): ResponseHead {
  return { minorVersion: 1, status, reasonPhrase: 'Phrase', fields } as ResponseHead
}

const CHALLENGE = 'Digest realm="corp", nonce="n0nce", qop="auth", Basic realm="corp", Foo'
const CHALLENGED = {
  sent: undefined,
  answer: head(407),
  offered: parseChallenges([CHALLENGE]),
  chosen: 'digest',
  passedOver: [{ scheme: 'basic', reason: 'weaker-than-answered' }],
} as const
const PASSED = {
  sent: { scheme: 'digest', characters: 200 },
  answer: head(200, field('Via', '1.1 corp'), field('Proxy-Status', 'corp')),
}

function lines(trial: Trial): string {
  return trialLines(trialReport('http://proxy.corp:8080', REQUEST, trial)).join('\n')
}

test('each round stands below the other, and what it comes to at the end', () => {
  const text = lines({ rounds: [CHALLENGED, PASSED], end: { kind: 'answered', status: 200 } })
  assert.equal(
    text,
    `CONNECT a.test:443 through http://proxy.corp:8080

round 1
  sent          no credentials
  answered      407 Phrase
  offered       digest realm="corp" qop="auth"
  offered       basic realm="corp"
  offered       foo
  chosen        digest
  not chosen    basic: a stronger one was answered

round 2
  sent          digest, 200 characters
  answered      200 Phrase
  Via           1.1 corp
  Proxy-Status  corp

works: the credentials are accepted`,
  )
  assert.doesNotMatch(text, /n0nce/)
})

test('what does not work says whether credentials are the reason', () => {
  const forbidden = { rounds: [PASSED], end: { kind: 'answered', status: 403 } } as const
  assert.match(lines(forbidden), /^fails: credentials are not what is missing; it answers 403$/m)
  const refused = { rounds: [CHALLENGED], end: { kind: 'gave-up', reason: 'refused' } } as const
  assert.match(lines(refused), /^fails: it refuses the credentials/m)
  const gone: Trial = {
    rounds: [],
    end: { kind: 'failed', code: 'CONNECT_REFUSED', detail: 'http://p refuses connections' },
  }
  assert.match(lines(gone), /^fails: http:\/\/p refuses connections$/m)
  assert.equal(trialReport('http://p', REQUEST, gone).fault, 'CONNECT_REFUSED')
})

test('a page that is moved works, a tunnel that is does not', () => {
  const moved: Trial = { rounds: [], end: { kind: 'answered', status: 302 } }
  assert.equal(trialReport('p', { ...REQUEST, method: 'GET' }, moved).works, true)
  assert.equal(trialReport('p', REQUEST, moved).works, false)
})
