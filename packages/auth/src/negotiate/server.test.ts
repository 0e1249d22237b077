import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatChallenge, parseCredentials } from '@hopwise/http'
import { type ContextStep, drive } from '../flow.ts'
import { get } from '../testing/asked.ts'
import type { Verdict } from '../verdict.ts'
import { serveNegotiate } from './server.ts'

const scheme = serveNegotiate({ negotiate: { perConnection: true } })

async function judge(value: string, step: ContextStep): Promise<Verdict & { asked: string[] }> {
  const credentials = parseCredentials(value)
  assert.ok(credentials.kind !== 'malformed')
  const asked: string[] = []
  const verdict = await drive(scheme.verify(credentials, get()), {
    'accept-context': ({ token }) => {
      asked.push(token)
      return { store: 'kerberos', step }
    },
  })
  return { ...verdict, asked }
}

const ESTABLISHED: ContextStep = { kind: 'established', user: 'alice@TEST.EXAMPLE', token: 'oYG2' }

test('the first challenge is bare, a later one carries the token of the mechanism', () => {
  const challenges = (token?: string) =>
    scheme
      .challenges(
        token === undefined ? undefined : { kind: 'refused', reason: 'round-continues', token },
      )
      .map(formatChallenge)
  assert.deepEqual(challenges(), ['Negotiate'])
  assert.deepEqual(challenges('oYG2'), ['Negotiate oYG2'])
  assert.deepEqual(challenges(''), ['Negotiate'])
})

test('a token goes to the mechanism as it came, and its answer back as the mutual token', async () => {
  assert.deepEqual(await judge('Negotiate YIIB', ESTABLISHED), {
    kind: 'accepted',
    user: 'alice@TEST.EXAMPLE',
    scheme: 'negotiate',
    mutual: 'Negotiate oYG2',
    asked: ['YIIB'],
  })
})

test('a mechanism that has no answer adds no field', async () => {
  const verdict = await judge('Negotiate YIIB', { kind: 'established', user: 'alice', token: '' })
  assert.ok(verdict.kind === 'accepted')
  assert.equal(verdict.mutual, undefined)
})

test('a mechanism that wants another round gets it, with its token in the challenge', async () => {
  const verdict = await judge('Negotiate YIIB', { kind: 'continue', token: 'oRQw' })
  assert.ok(verdict.kind === 'refused')
  assert.deepEqual([verdict.reason, verdict.token], ['round-continues', 'oRQw'])
  assert.deepEqual(scheme.challenges(verdict).map(formatChallenge), ['Negotiate oRQw'])
})

test('why a ticket was rejected is for the operator only', async () => {
  const verdict = await judge('Negotiate YIIB', { kind: 'rejected', detail: 'set the clock' })
  assert.ok(verdict.kind === 'refused')
  assert.deepEqual(
    [verdict.reason, verdict.detail, verdict.forOperator],
    ['ticket-rejected', undefined, 'set the clock'],
  )
})

test('a mechanism that cannot work is neither yes nor no', async () => {
  const verdict = await judge('Negotiate YIIB', { kind: 'unavailable', detail: 'no keytab' })
  assert.deepEqual(verdict, {
    kind: 'unavailable',
    store: 'kerberos',
    detail: 'no keytab',
    asked: ['YIIB'],
  })
})

test('NTLM in the place of a ticket is told apart, and the mechanism is not bothered', async () => {
  const verdict = await judge('Negotiate TlRMTVNTUAABAAAAB4IIogAAAAA=', ESTABLISHED)
  assert.ok(verdict.kind === 'refused')
  assert.match(verdict.forOperator ?? '', /NTLM/)
  assert.deepEqual(verdict.asked, [])
})

for (const value of ['Negotiate', 'Negotiate a="b"', 'Negotiate YII', 'Negotiate Y-_=']) {
  test(`"${value}" is malformed, and the mechanism is not bothered`, async () => {
    const verdict = await judge(value, ESTABLISHED)
    assert.ok(verdict.kind === 'refused')
    assert.deepEqual([verdict.reason, verdict.asked], ['credentials-malformed', []])
  })
}
