import assert from 'node:assert/strict'
import { test } from 'node:test'

import { problemsOf, read } from '../testing/reading.ts'
import { policy } from './policy.ts'

test('without rules everybody may', () => {
  assert.deepEqual(read(policy, undefined), { otherwise: 'allow', rules: [] })
})

test('a rule is read with all that it may name', () => {
  const rule = {
    name: 'night',
    effect: 'deny',
    users: ['alice'],
    groups: ['staff'],
    methods: ['CONNECT'],
    destinations: ['*.example.com'],
    schemes: ['basic'],
    hours: ['22:00-06:00'],
    clients: ['10.0.0.0/8'],
    reportOnly: true,
    reason: 'not at night',
  }
  const section = read(policy, { timeZone: 'Europe/Berlin', rules: [rule] })
  assert.ok(typeof section !== 'string', String(section))
  assert.deepEqual(JSON.parse(JSON.stringify(section.rules)), [{ ...rule, allowPrivate: false }])
})

test('a list that names nothing would match nobody, and is refused', () => {
  assert.equal(
    read(policy, { rules: [{ name: 'x', effect: 'deny', users: [] }] }),
    'name at least one',
  )
})

test('rules that contradict themselves are told, with their place', () => {
  const text = 'policy:\n  rules:\n    - { name: a, effect: allow, reason: because }\n'
  assert.deepEqual(problemsOf(text), [
    'f:3:41: policy.rules[0].reason: only a rule that denies has a reason to give',
  ])
})
