import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conditionsOf } from './conditions.ts'
import { Facts } from './facts.ts'
import { NameIndex } from './name-index.ts'
import { aQuestion, rulesOf, type WrittenRule } from './testing/question.ts'

const ALICE = { user: 'alice', groups: ['ops', 'dev'] }

/** What the conditions of a rule say of a question, in the order in which they are asked. */
function said(written: WrittenRule, changes = {}): [string, string][] {
  const [rule] = rulesOf(written)
  assert(rule !== undefined)
  const names = new NameIndex()
  names.add(0, rule.destinations ?? [])
  const facts = new Facts(aQuestion({ identity: ALICE, ...changes }), () => 120, names)
  return conditionsOf(rule, 0).map((condition) => {
    const match = condition.match(facts)
    return [match, condition.words(facts, match)]
  })
}

test('each condition says what the request has and what the rule wants', () => {
  const rule: WrittenRule = {
    effect: 'allow',
    methods: ['GET', 'CONNECT'],
    users: ['bob'],
    groups: ['dev'],
    schemes: ['digest'],
    clients: ['192.0.2.0/24', '2001:db8::/32'],
    hours: ['mon-fri 08:00-13:00'],
    destinations: ['*.example', '10.0.0.0/8'],
  }
  assert.deepEqual(said(rule), [
    ['yes', 'the method CONNECT is among GET, CONNECT'],
    ['no', 'the user alice is not among bob'],
    ['yes', 'a group of the user (ops, dev) is among dev'],
    ['no', 'the way of signing in, basic, is not among digest'],
    ['yes', 'the client 192.0.2.7 is among 192.0.2.0/24, 2001:db8::/32'],
    ['no', 'the time mon 14:00, UTC+02:00, is not among mon-fri 08:00-13:00'],
    ['yes', 'the destination origin.example, port 443, is among *.example, 10.0.0.0/8'],
  ])
})

test('a destination is asked for first where names are enough, last where addresses are wanted', () => {
  const verdicts = (destinations: readonly string[]) =>
    said({ effect: 'deny', users: ['alice'], destinations }).map(([match]) => match)
  assert.deepEqual(verdicts(['other.example']), ['no', 'yes'])
  assert.deepEqual(verdicts(['other.example', '10.0.0.0/8']), ['yes', 'addresses-needed'])
})

test('a trace tells the addresses that were compared', () => {
  const rule: WrittenRule = { effect: 'deny', destinations: ['10.0.0.0/8'] }
  assert.deepEqual(said(rule, { addresses: ['10.0.0.1', '192.0.2.1'] }), [
    ['yes', 'the destination origin.example (10.0.0.1, 192.0.2.1), port 443, is among 10.0.0.0/8'],
  ])
  assert.deepEqual(said(rule), [
    [
      'addresses-needed',
      'the destination origin.example, port 443, has to be resolved first, to be compared with 10.0.0.0/8',
    ],
  ])
})

test('what is denied is denied in every spelling, what is allowed only as it is written', () => {
  const wanted = { users: ['ALICE'], methods: ['connect'], groups: ['Ops'] }
  assert.deepEqual(
    said({ effect: 'deny', ...wanted }).map(([match]) => match),
    ['yes', 'yes', 'yes'],
  )
  assert.deepEqual(
    said({ effect: 'allow', ...wanted }).map(([match]) => match),
    ['no', 'no', 'no'],
  )
})

test('letters that are composed in two ways are the same letters', () => {
  const identity = { user: 'Ju\u0308rgen' }
  assert.deepEqual(
    said({ effect: 'allow', users: ['J\u00fcrgen'] }, { identity }).map(([match]) => match),
    ['yes'],
  )
})
