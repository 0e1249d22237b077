import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENTRIES } from '../entries.ts'
import { observe } from './observation.ts'
import { tokenEvidence } from './tokens.ts'

const weights = (product: string, ...tokens: readonly string[]) => {
  const observed = observe({ context: { seenIn: 'log', product, tokens } })
  return Object.fromEntries(
    ENTRIES.flatMap((entry) =>
      tokenEvidence(entry, observed).map(({ weight }) => [entry.id, weight]),
    ),
  )
}

test('HAProxy’s four characters are a pair and four positions; dashes say nothing', () => {
  assert.deepEqual(weights('haproxy', 'sC--'), {
    'haproxy-log/sC': 'settles',
    'haproxy-log/1:s': 'strong',
    'haproxy-log/2:C': 'strong',
  })
  assert.deepEqual(weights('haproxy', 'SHNI'), {
    'haproxy-log/SH': 'settles',
    'haproxy-log/1:S': 'strong',
    'haproxy-log/2:H': 'strong',
    'haproxy-log/3:N': 'strong',
    'haproxy-log/4:I': 'strong',
  })
})

test('Squid’s results are whole, with parts that mean something of their own', () => {
  assert.deepEqual(weights('squid', 'TCP_DENIED'), {
    'squid-log/TCP_DENIED': 'settles',
    'squid-log/*_DENIED': 'strong',
  })
  assert.deepEqual(weights('squid', 'TCP_MISS_TIMEDOUT'), {
    'squid-log/*_MISS': 'strong',
    'squid-log/*_TIMEDOUT': 'strong',
  })
  assert.deepEqual(weights('squid', 'TCP_MISS_ABORTED'), {
    'squid-log/*_MISS': 'strong',
    'squid-log/*_ABORTED': 'strong',
  })
})

test('several flags of Envoy are several details', () => {
  assert.deepEqual(weights('envoy', 'UF', 'URX'), {
    'envoy/UF': 'settles',
    'envoy/URX': 'settles',
  })
})

test('a token is one of the product whose log it is, and of no other', () => {
  assert.deepEqual(weights('heroku', 'H12'), { 'heroku/H12': 'settles' })
  assert.deepEqual(weights('nginx', 'H12'), {})
  assert.deepEqual(weights('haproxy'), {})
})
