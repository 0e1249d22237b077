import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CompiledRule, compileRules, concerns, matchRule } from './compiled-rule.ts'
import { Facts } from './facts.ts'
import { NameIndex } from './name-index.ts'
import { aQuestion, rulesOf, type WrittenRule } from './testing/question.ts'

function compiled(written: WrittenRule, names: NameIndex = new NameIndex()): CompiledRule {
  const [rule] = compileRules(rulesOf(written), names)
  assert(rule !== undefined)
  return rule
}

test('a rule is known by the destinations it names', () => {
  const names = new NameIndex()
  const rule = compiled({ effect: 'deny', destinations: ['origin.example'] }, names)
  const match = (host: string) => matchRule(rule, new Facts(aQuestion({ host }), () => 0, names))
  assert.deepEqual([match('origin.example'), match('other.example')], ['yes', 'no'])
})

test('a rule concerns those whom it names, however they are spelt', () => {
  const alice = { user: 'Alice', groups: ['Ops'] }
  assert(concerns(compiled({ effect: 'deny' }), alice))
  assert(concerns(compiled({ effect: 'deny', users: ['alice'], groups: ['ops'] }), alice))
  assert(!concerns(compiled({ effect: 'deny', users: ['alice'], groups: ['dev'] }), alice))
  assert(!concerns(compiled({ effect: 'deny', groups: ['dev'] }), { user: 'alice' }))
  assert(!concerns(compiled({ effect: 'deny', reportOnly: true }), alice))
})

test('a rule says what it does in one sentence', () => {
  const sentences = [
    compiled({ effect: 'deny' }),
    compiled({ effect: 'deny', methods: ['POST'], destinations: ['*.example'], reason: 'no' }),
    compiled({
      effect: 'allow',
      schemes: ['digest'],
      clients: ['10.0.0.0/8'],
      hours: ['mon-fri'],
      allowPrivate: true,
    }),
  ].map(({ sentence }) => sentence)
  assert.deepEqual(sentences, [
    'refused: everything',
    'refused: POST to *.example (no)',
    'allowed: everything; signed in by digest; from 10.0.0.0/8; mon-fri; on private addresses too',
  ])
})

test('a problem is told with the place of the rule', () => {
  const rules = rulesOf({ effect: 'deny' }, { effect: 'allow', reportOnly: true })
  assert.throws(() => compileRules(rules, new NameIndex()), {
    name: 'RangeError',
    message: 'rule 2: only a rule that denies can report instead',
  })
})
