import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileRules } from './compiled-rule.ts'
import { Facts } from './facts.ts'
import { NameIndex } from './name-index.ts'
import { accountSteps, otherwiseStep, ruleStep, stepsNotAsked } from './steps.ts'
import { aQuestion, rulesOf, type WrittenRule } from './testing/question.ts'

const names = new NameIndex()
const facts = new Facts(aQuestion(), () => 0, names)
const compiled = (...rules: readonly WrittenRule[]) => compileRules(rulesOf(...rules), names)

test('an account without limits is no step', () => {
  assert.deepEqual(accountSteps({ user: 'alice' }, { kind: 'within' }), [])
})

test('an account that has something against it decides, with what only the operator reads', () => {
  const identity = { user: 'alice', restrictions: { hosts: ['!'] } }
  const [step] = accountSteps(identity, {
    kind: 'beyond',
    reason: 'the limits of this account cannot be read',
    forOperator: 'host "!"',
  })
  assert.deepEqual([step?.rule, step?.kind], ['account', 'decided'])
  assert.deepEqual(step?.because, ['the limits of this account cannot be read', 'host "!"'])
  assert.equal(accountSteps(identity, { kind: 'within' })[0]?.kind, 'passed')
  assert.equal(accountSteps(identity, { kind: 'addresses-needed' })[0]?.kind, 'addresses-needed')
})

test('a rule that matched gives every reason, one that did not the first', () => {
  const [both, one, none] = compiled(
    { effect: 'deny', users: ['alice'], methods: ['CONNECT'] },
    { effect: 'deny', users: ['bob'], methods: ['GET'], reportOnly: true },
    { effect: 'deny' },
  )
  assert(both && one && none)
  assert.equal(ruleStep(both, 'yes', facts).because.length, 2)
  assert.deepEqual(ruleStep(one, 'no', facts), {
    rule: 'rule 2',
    effect: 'deny',
    reportOnly: true,
    kind: 'passed',
    because: ['the method CONNECT is not among GET'],
  })
  const { kind, because } = ruleStep(none, 'yes', facts)
  assert.deepEqual([kind, because], ['decided', ['it names nothing, so it matches everything']])
})

test('what stands below the one that decided was not asked', () => {
  const rules = compiled({ effect: 'deny' }, { effect: 'allow' })
  const shown = (steps: Parameters<typeof stepsNotAsked>[0]) =>
    stepsNotAsked(steps, rules, 'deny').map(({ rule, kind }) => `${rule} ${kind}`)
  const [first] = rules
  assert(first !== undefined)
  const decided = ruleStep(first, 'yes', facts)
  assert.deepEqual(shown([decided]), ['rule 2 not-asked', 'otherwise not-asked'])
  assert.deepEqual(shown([decided, otherwiseStep('deny', 'decided')]), ['rule 2 not-asked'])
})
