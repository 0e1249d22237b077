import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CLIENT_SCHEMES } from '../schemes.ts'
import { Secret } from '../secret.ts'
import { toolsForTest } from '../testing/tools.ts'
import { newTrace } from './guarded.ts'
import { Refusals } from './refusals.ts'
import { SecretVersions } from './secret-versions.ts'
import type { Sent } from './sent.ts'

const LOGIN = { username: 'alice', password: new Secret('opensesame') }
const ERRAND = 'GET origin.example'

test('a secret that nobody has accepted is refused for good; one that was accepted is in doubt', () => {
  const { refusals, versions, version, sent } = stage('basic')
  refusals.note(sent, ERRAND)
  assert.equal(refusals.latest, 'refused')
  assert.equal(versions.standingOf(version, 'another errand'), 'refused')
  versions.accept(version, 'another errand')
  refusals.note(sent, ERRAND)
  assert.equal(refusals.latest, 'refused-since')
})

test('only a handshake that was in vain is not tried again', () => {
  for (const [scheme, isSpent] of [
    ['basic', false],
    ['ntlm', true],
  ] as const) {
    const { refusals, sent } = stage(scheme)
    refusals.note(sent, ERRAND)
    assert.equal(refusals.isSpent(scheme), isSpent)
  }
})

test('a scheme that got no secret because of a refusal says so, and not that there is none', () => {
  const { refusals } = stage('basic')
  const over = { scheme: 'basic', reason: 'login-missing' } as const
  assert.equal(refusals.explained(over, newTrace()), over)
  const withheld = new Map([['basic', 'doubted' as const]])
  const trace = { ...newTrace(), withheld }
  assert.equal(refusals.explained(over, trace).reason, 'secret-refused')
  assert.equal(refusals.reasonIn(trace), 'refused-since')
  assert.equal(refusals.reasonIn(newTrace()), undefined)
})

test('a doubt can be ended by a tunnel that the secret was good for, but not a refusal of this request', () => {
  const { refusals, versions, version, sent } = stage('basic')
  versions.accept(version, 'CONNECT origin.example:443')
  const trace = { ...newTrace(), doubted: version }
  assert.equal(refusals.recheck(trace), 'origin.example:443')
  refusals.note(sent, ERRAND)
  assert.equal(refusals.recheck(trace), undefined)
})

function stage(scheme: string) {
  const versions = new SecretVersions(toolsForTest())
  const version = versions.ofLogin(LOGIN)
  const client = CLIENT_SCHEMES.find(({ name }) => name === scheme)!
  const challenge = { kind: 'params', scheme, params: new Map() } as const
  const answer = { kind: 'answered', value: new Secret('x') } as Sent['answer']
  const sent = { client, challenge, answer, version, isProof: true, isPreemptive: false }
  return { refusals: new Refusals(versions), versions, version, sent }
}
