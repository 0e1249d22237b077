import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstOf } from '@hopwise/http'
import { forwardRequest } from '../testing/heads.ts'
import { countForwards, reflectedRequest } from './max-forwards.ts'

test('Max-Forwards of OPTIONS goes down by one', () => {
  const counted = countForwards(forwardRequest('OPTIONS http://o/ HTTP/1.1', 'max-forwards: 5'))
  assert.equal(
    counted.kind === 'limited' && firstOf(counted.request.head.fields, 'max-forwards'),
    '4',
  )
})

test('at zero the proxy is the last recipient', () => {
  assert.equal(
    countForwards(forwardRequest('TRACE http://o/ HTTP/1.1', 'Max-Forwards: 0')).kind,
    'exhausted',
  )
})

test('other methods, and requests without it, are not limited', () => {
  assert.equal(
    countForwards(forwardRequest('GET http://o/ HTTP/1.1', 'Max-Forwards: 0')).kind,
    'unlimited',
  )
  assert.equal(countForwards(forwardRequest('OPTIONS http://o/ HTTP/1.1')).kind, 'unlimited')
})

test('a count that is no number is not guessed', () => {
  for (const value of ['-1', '1.5', '', '99999999999', 'x']) {
    const counted = countForwards(
      forwardRequest('TRACE http://o/ HTTP/1.1', `Max-Forwards: ${value}`),
    )
    assert.equal(counted.kind, 'malformed', value)
  }
})

test('TRACE reflects the message without what is secret', () => {
  const text = reflectedRequest(
    forwardRequest(
      'TRACE http://o/x HTTP/1.1',
      'Cookie: c',
      'Proxy-Authorization: p',
      'Authorization: a',
      'X-A: 1',
    ),
  )
  assert.equal(text, 'TRACE http://o/x HTTP/1.1\r\nX-A: 1\r\nHost: o.example\r\n\r\n')
})
