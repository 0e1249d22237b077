import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GiveUp } from '@hopwise/auth'
import { parseChallenges } from '@hopwise/http'
import { giveUpFault } from './give-up-fault.ts'

function detailOf(reason: GiveUp['reason'], values: string[], passedOver: GiveUp['passedOver']) {
  const offered = parseChallenges(values)
  return giveUpFault('corp (http://p:1)', { kind: 'give-up', reason, offered, passedOver })
}

test('each scheme that was offered is named, with why it was not answered', () => {
  const fault = detailOf(
    'unanswerable',
    ['Negotiate', 'Kerbal moon="secret"'],
    [
      { scheme: 'kerbal', reason: 'scheme-unknown' },
      { scheme: 'negotiate', reason: 'ticket-missing', detail: 'kinit' },
    ],
  )
  assert.equal(fault.code, 'PARENT_CHALLENGE_UNANSWERABLE')
  assert.equal(
    fault.detail,
    '407 of the parent proxy corp (http://p:1): none of its challenges can be answered; it offers kerbal (not a scheme this proxy answers), negotiate (there is no ticket: kinit)',
  )
})

test('a scheme that was sent and refused is named, too', () => {
  const fault = detailOf('refused', ['Basic realm="a"'], [])
  assert.equal(fault.code, 'PARENT_CREDENTIALS_REJECTED')
  assert.match(fault.detail, /; it offers basic$/)
})

test('a parent that offers without end is cut short', () => {
  const many = Array.from({ length: 50 }, (_, i) => `${'X'.repeat(200)}${i} a="1"`)
  const fault = detailOf('unanswerable', many, [])
  assert.ok(fault.detail.length < 500, String(fault.detail.length))
})
