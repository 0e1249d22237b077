import assert from 'node:assert/strict'
import { test } from 'node:test'
import { docsUrl, explain } from './explain.ts'
import { FAULTS, type FaultCode } from './fault-codes.ts'

const CODES = Object.keys(FAULTS) as FaultCode[]

test('an explanation says what happened, who must act, how long and what next', () => {
  const told = explain('CREDENTIALS_MISSING', 'no Proxy-Authorization', '3F9K-T2QX-0A7M', 'en')
  assert.equal(told.status, 407)
  assert.equal(told.reasonPhrase, 'Proxy Authentication Required')
  assert.equal(told.title, 'Sign in to this proxy')
  assert.equal(told.party, 'client')
  assert.equal(told.partyWords, 'you, or the program you use')
  assert.equal(told.retry, 'after-credentials')
  assert.equal(told.exchange, '3F9K-T2QX-0A7M')
  assert.equal(told.language, 'en')
  assert.match(told.next, /curl --proxy-user NAME/)
})

test('every fault has a full explanation', () => {
  for (const code of CODES) {
    for (const [name, value] of Object.entries(explain(code, 'detail', 'id', 'en'))) {
      // 499 is never sent, so it has no phrase.
      if (name === 'reasonPhrase' && FAULTS[code].status === 499) continue
      assert.ok(value, `${code} ${name}`)
    }
  }
})

test('a detail reaches the client redacted', () => {
  const told = explain('TARGET_INVALID', 'http://u:secret@host/\n', 'id', 'en')
  assert.equal(told.detail, 'http://host/\\x0a')
})

test('every fault has its own page, at the proxy itself', () => {
  assert.equal(docsUrl('ROUTE_LOOP'), 'http://hopwise.internal/errors/ROUTE_LOOP')
  assert.equal(new Set(CODES.map(docsUrl)).size, CODES.length)
})
