import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Rule, ruleProblems } from './rule.ts'

const cases: readonly [what: string, rules: readonly Rule[], expected: readonly string[]][] = [
  [
    'rules of different names',
    [
      { name: 'a', effect: 'allow', allowPrivate: true },
      { name: 'b', effect: 'deny', reportOnly: true, reason: 'no' },
    ],
    [],
  ],
  [
    'two rules of one name',
    [
      { name: 'a', effect: 'allow' },
      { name: 'a', effect: 'deny' },
    ],
    ['1 name'],
  ],
  ['a name that the journal needs', [{ name: 'otherwise', effect: 'deny' }], ['0 name']],
  ['a name that accounts need', [{ name: 'account', effect: 'deny' }], ['0 name']],
  [
    'allowing that only reports',
    [{ name: 'a', effect: 'allow', reportOnly: true }],
    ['0 reportOnly'],
  ],
  ['allowing with a reason', [{ name: 'a', effect: 'allow', reason: 'why not' }], ['0 reason']],
  ['denying that opens', [{ name: 'a', effect: 'deny', allowPrivate: true }], ['0 allowPrivate']],
]
for (const [what, rules, expected] of cases) {
  test(`${what}: ${expected.length === 0 ? 'no problem' : 'a problem of one key'}`, () => {
    const problems = ruleProblems(rules)
    assert.deepEqual(
      problems.map(({ index, key }) => `${index} ${key}`),
      expected,
    )
  })
}
