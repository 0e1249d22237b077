import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SocksMessage } from '@hopwise/auth'
import type { TrialRequest } from './trial.ts'
import { trialLines } from './trial-report.ts'
import type { SocksTrial } from './trial-socks.ts'
import { socksReport } from './trial-socks-report.ts'

const REQUEST: TrialRequest = { method: 'CONNECT', target: 'a.test:443', host: 'a.test:443' }
const SIGNED_IN: readonly SocksMessage[] = [
  { kind: 'offered', methods: ['none', 'login'] },
  { kind: 'chosen', method: 'login' },
  { kind: 'login-sent', octets: 12 },
  { kind: 'login-answered', answer: 'accepted' },
  { kind: 'asked' },
]

function lines(messages: readonly SocksMessage[], end: SocksTrial['end']): string {
  return trialLines(socksReport('socks5://p:1080', REQUEST, { messages, end })).join('\n')
}

test('each message stands with its answer, and what it comes to at the end', () => {
  assert.equal(
    lines([...SIGNED_IN, { kind: 'replied', reply: 0 }], { kind: 'connected' }),
    `CONNECT a.test:443 through socks5://p:1080

round 1
  sent          methods: no credentials; user name and password
  answered      user name and password

round 2
  sent          user name and password, 12 octets
  answered      accepted

round 3
  sent          CONNECT a.test:443
  answered      0, succeeded

works: the credentials are accepted`,
  )
})

test('an answer that did not come, and one that is a no, are shown as such', () => {
  const failed = { kind: 'failed', code: 'NEXT_HOP_CLOSED', detail: 'it closed' } as const
  assert.match(
    lines(SIGNED_IN, failed),
    /CONNECT a\.test:443\n {2}answered {6}nothing\n\nfails: it/,
  )
  const refused = lines([...SIGNED_IN, { kind: 'replied', reply: 2 }], failed)
  assert.match(refused, /answered {6}2, not allowed by its rules/)
  const none: readonly SocksMessage[] = [
    { kind: 'offered', methods: ['none'] },
    { kind: 'chosen', method: 'none-acceptable' },
  ]
  assert.match(lines(none, failed), /methods: no credentials\n {2}answered {6}none of these/)
})

test('programs get the same, with a stable name for what went wrong', () => {
  const end = { kind: 'failed', code: 'TUNNEL_REFUSED', detail: 'no' } as const
  const report = socksReport('p', REQUEST, { messages: SIGNED_IN, end })
  assert.deepEqual([report.works, report.fault], [false, 'TUNNEL_REFUSED'])
  assert.deepEqual(report.rounds[2], { sent: 'CONNECT a.test:443', answered: null })
})
