import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseChallenges, parseCredentials } from '@hopwise/http'
import { drive, type InitiatedStep } from '../flow.ts'
import type { Answer, Session } from '../scheme.ts'
import { get } from '../testing/asked.ts'
import { toolsForTest } from '../testing/tools.ts'
import { negotiateClient } from './client.ts'
import { serveNegotiate } from './server.ts'

interface Asked {
  readonly token: string | undefined
  readonly context: object | undefined
}

async function answer(
  value: string,
  step: InitiatedStep,
  session?: Session,
): Promise<{ answer: Answer; asked: Asked[] }> {
  const [challenge] = parseChallenges([value]).challenges
  assert.ok(challenge)
  const asked: Asked[] = []
  const requested = { method: 'GET', target: '/', tools: toolsForTest(), session }
  const answered = await drive(negotiateClient.answer(challenge, requested), {
    'initiate-context': ({ token, context }) => {
      asked.push({ token, context })
      return step
    },
  })
  return { answer: answered, asked }
}

const CONTEXT = {}
const FIRST: InitiatedStep = { kind: 'token', token: 'YIIB', context: CONTEXT }
const DECLINED: InitiatedStep = { kind: 'declined', detail: 'no ticket' }

test('a bare challenge begins a handshake', async () => {
  const { answer: answered, asked } = await answer('Negotiate', FIRST)
  assert.ok(answered.kind === 'answered')
  assert.equal(answered.value.reveal(), 'Negotiate YIIB')
  assert.deepEqual(asked, [{ token: undefined, context: undefined }])
})

test('the next round goes on with the context of the first and the token that came', async () => {
  const first = (await answer('Negotiate', FIRST)).answer
  assert.ok(first.kind === 'answered')
  const second = await answer('Negotiate oRQw', { ...FIRST, token: 'oRQx' }, first.session)
  assert.ok(second.answer.kind === 'answered')
  assert.equal(second.answer.value.reveal(), 'Negotiate oRQx')
  assert.equal(second.asked[0]?.token, 'oRQw')
  assert.equal(second.asked[0]?.context, CONTEXT)
})

test('a bare challenge after a round is a no, and is not answered with the same ticket again', async () => {
  const first = (await answer('Negotiate', FIRST)).answer
  assert.ok(first.kind === 'answered')
  const again = await answer('Negotiate', FIRST, first.session)
  assert.deepEqual(again.answer, { kind: 'declined', reason: 'ticket-refused' })
  assert.deepEqual(again.asked, [])
})

test('a token that answers nothing of ours, and params, are malformed', async () => {
  for (const value of ['Negotiate oRQw', 'Negotiate realm="x"']) {
    const { answer: answered, asked } = await answer(value, FIRST)
    assert.deepEqual(answered, { kind: 'declined', reason: 'challenge-malformed' }, value)
    assert.deepEqual(asked, [])
  }
})

test('without a ticket, or without what asks for one, there is no answer but why', async () => {
  const { answer: answered } = await answer('Negotiate', DECLINED)
  assert.deepEqual(answered, { kind: 'declined', reason: 'ticket-missing', detail: 'no ticket' })
  const missing = { ...DECLINED, reason: 'library-missing' } as const
  const { answer: without } = await answer('Negotiate', missing)
  assert.equal(without.kind === 'declined' && without.reason, 'library-missing')
})

test('what the client sends the server hands to its mechanism as it is', async () => {
  const first = (await answer('Negotiate', FIRST)).answer
  assert.ok(first.kind === 'answered')
  const credentials = parseCredentials(first.value.reveal())
  assert.ok(credentials.kind !== 'malformed')
  const seen: string[] = []
  const scheme = serveNegotiate({ negotiate: undefined })
  const verdict = await drive(scheme.verify(credentials, get()), {
    'accept-context': ({ token }) => {
      seen.push(token)
      return { store: 'kerberos', step: { kind: 'established', user: 'alice' } }
    },
  })
  assert.deepEqual([verdict.kind, seen], ['accepted', ['YIIB']])
})
