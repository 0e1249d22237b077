import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Authorization, Policy, Question } from '../authorize.ts'
import { createPolicy, OPEN_POLICY, type PolicyOptions } from './policy.ts'
import { aQuestion, rulesOf, type WrittenRule } from './testing/question.ts'
import { UTC } from './time-zone.ts'

const OPTIONS: PolicyOptions = { otherwise: 'allow', zone: UTC }

function policyOf(...rules: readonly WrittenRule[]): Policy {
  return createPolicy(rulesOf(...rules), OPTIONS)
}

/** `allowed`, `allowed by rule 1`, `forbidden by rule 1`, `addresses-needed`; with what only reports. */
function shown(decided: Authorization): string {
  if (decided.kind === 'addresses-needed') return decided.kind
  const by = decided.rule === undefined ? '' : ` by ${decided.rule}`
  const would = decided.wouldRefuse === undefined ? '' : `, ${decided.wouldRefuse} would refuse`
  return `${decided.kind}${by}${would}`
}

interface Case {
  readonly rules: readonly WrittenRule[]
  readonly asked?: Partial<Question>
  readonly is: string
}

const ops = { identity: { user: 'alice', groups: ['ops', 'staff'] } }
const cases: Readonly<Record<string, Case>> = {
  'no rules': { rules: [], is: 'allowed' },
  'a rule that names nothing': { rules: [{ effect: 'deny' }], is: 'forbidden by rule 1' },
  'the first that matches decides': {
    rules: [
      { effect: 'deny', users: ['bob'] },
      { effect: 'allow', users: ['alice'] },
      { effect: 'deny' },
    ],
    is: 'allowed by rule 2',
  },
  'a user who is named': { rules: [{ effect: 'deny', users: ['bob', 'alice'] }], is: DENIED() },
  'a user who is not': { rules: [{ effect: 'deny', users: ['bob'] }], is: 'allowed' },
  'one group of several': {
    rules: [{ effect: 'deny', groups: ['dev', 'ops'] }],
    asked: ops,
    is: DENIED(),
  },
  'no group at all': { rules: [{ effect: 'deny', groups: ['ops'] }], is: 'allowed' },
  'everything that is named has to match': {
    rules: [{ effect: 'deny', groups: ['ops'], methods: ['GET'] }],
    asked: ops,
    is: 'allowed',
  },
  'a method': { rules: [{ effect: 'deny', methods: ['CONNECT'] }], is: DENIED() },
  'a method in other letters, denied': {
    rules: [{ effect: 'deny', methods: ['POST'] }],
    asked: { method: 'post' },
    is: DENIED(),
  },
  'a method in other letters is not the one that is allowed': {
    rules: [{ effect: 'allow', methods: ['POST'] }, { effect: 'deny' }],
    asked: { method: 'post' },
    is: 'forbidden by rule 2',
  },
  'a user in other letters, denied': {
    rules: [{ effect: 'deny', users: ['Alice'] }],
    is: DENIED(),
  },
  'a user in other letters is not the one who is allowed': {
    rules: [{ effect: 'allow', users: ['Alice'] }, { effect: 'deny' }],
    is: 'forbidden by rule 2',
  },
  'a group in other letters, denied': {
    rules: [{ effect: 'deny', groups: ['OPS'] }],
    asked: ops,
    is: DENIED(),
  },
  'a way of signing in': {
    rules: [{ effect: 'deny', schemes: ['Basic'] }],
    is: DENIED(),
  },
  'another way of signing in': {
    rules: [{ effect: 'deny', schemes: ['digest', 'client-certificate'] }],
    is: 'allowed',
  },
  'a client': { rules: [{ effect: 'deny', clients: ['192.0.2.0/24'] }], is: DENIED() },
  'a client elsewhere': { rules: [{ effect: 'deny', clients: ['10.0.0.0/8'] }], is: 'allowed' },
  'a client whose IPv4 address is mapped': {
    rules: [{ effect: 'deny', clients: ['192.0.2.0/24'] }],
    asked: { client: '::ffff:192.0.2.7' },
    is: DENIED(),
  },
  'a client without an address': {
    rules: [{ effect: 'allow', clients: ['0.0.0.0/0', '::/0'] }, { effect: 'deny' }],
    asked: { client: 'unknown' },
    is: 'forbidden by rule 2',
  },
  'within hours': { rules: [{ effect: 'deny', hours: ['mon-fri 08:00-18:00'] }], is: DENIED() },
  'outside of all hours': {
    rules: [{ effect: 'deny', hours: ['mon 00:00-12:00', 'tue'] }],
    is: 'allowed',
  },
  'a destination by name': {
    rules: [{ effect: 'deny', destinations: ['*.example'] }],
    is: DENIED(),
  },
  'a destination on another port': {
    rules: [{ effect: 'deny', destinations: ['origin.example:80'] }],
    is: 'allowed',
  },
  'a destination by address is not known yet': {
    rules: [{ effect: 'deny', destinations: ['10.0.0.0/8'] }],
    is: 'addresses-needed',
  },
  'addresses are not asked for where the rest does not match': {
    rules: [{ effect: 'deny', users: ['bob'], destinations: ['10.0.0.0/8'] }],
    is: 'allowed',
  },
  'addresses are not asked for below the rule that decides': {
    rules: [
      { effect: 'allow', destinations: ['origin.example'] },
      { effect: 'deny', destinations: ['10.0.0.0/8'] },
    ],
    is: 'allowed by rule 1',
  },
  'addresses are not asked for on a port that is not meant': {
    rules: [{ effect: 'deny', destinations: ['10.0.0.0/8:80'] }],
    is: 'allowed',
  },
  'one address among several that is denied': {
    rules: [{ effect: 'deny', destinations: ['10.0.0.0/8'] }],
    asked: { addresses: ['192.0.2.1', '10.0.0.1'] },
    is: DENIED(),
  },
  'one address among several that is allowed': {
    rules: [{ effect: 'allow', destinations: ['10.0.0.0/8'] }, { effect: 'deny' }],
    asked: { addresses: ['192.0.2.1', '10.0.0.1'] },
    is: 'forbidden by rule 2',
  },
  'all addresses are allowed, each by a pattern of its own': {
    rules: [{ effect: 'allow', destinations: ['10.0.0.0/8', '192.0.2.1'] }, { effect: 'deny' }],
    asked: { addresses: ['192.0.2.1', '10.0.0.1'] },
    is: 'allowed by rule 1',
  },
  'a rule that only reports': {
    rules: [{ effect: 'deny', reportOnly: true }],
    is: 'allowed, rule 1 would refuse',
  },
  'the first of those that only report': {
    rules: [
      { effect: 'deny', reportOnly: true, users: ['bob'] },
      { effect: 'deny', reportOnly: true },
      { effect: 'deny', reportOnly: true },
      { effect: 'allow' },
    ],
    is: 'allowed by rule 4, rule 2 would refuse',
  },
  'one that only reports and one that refuses': {
    rules: [{ effect: 'deny', reportOnly: true }, { effect: 'deny' }],
    is: 'forbidden by rule 2, rule 1 would refuse',
  },
  'one that only reports and would have to resolve what is let through': {
    rules: [{ effect: 'deny', reportOnly: true, destinations: ['10.0.0.0/8'] }],
    is: 'addresses-needed',
  },
  'one that only reports and would have to resolve what is refused': {
    rules: [{ effect: 'deny', reportOnly: true, destinations: ['10.0.0.0/8'] }, { effect: 'deny' }],
    is: 'forbidden by rule 2',
  },
  'one that would have to resolve only to be the second that reports': {
    rules: [
      { effect: 'deny', reportOnly: true },
      { effect: 'deny', reportOnly: true, destinations: ['10.0.0.0/8'] },
    ],
    is: 'allowed, rule 1 would refuse',
  },
  'one that only reports below the one that decides': {
    rules: [{ effect: 'allow' }, { effect: 'deny', reportOnly: true }],
    is: 'allowed by rule 1',
  },
}
for (const [what, { rules, asked, is }] of Object.entries(cases)) {
  test(`${what}: ${is}`, () => {
    assert.equal(shown(policyOf(...rules).authorize(aQuestion(asked))), is)
  })
}

test('where no rule decides, what holds otherwise holds', () => {
  const policy = createPolicy([], { otherwise: 'deny', zone: UTC })
  assert.deepEqual(policy.authorize(aQuestion()), {
    kind: 'forbidden',
    fault: 'POLICY_FORBIDDEN',
    rule: 'otherwise',
    reason: 'no rule allows this',
  })
})

test('a refusal gives the reason of the rule, or its name', () => {
  const reasons = [{ reason: 'no games before six' }, {}].map((given) => {
    const decided = policyOf({ name: 'no games', effect: 'deny', ...given }).authorize(aQuestion())
    assert(decided.kind === 'forbidden')
    return decided.reason
  })
  assert.deepEqual(reasons, ['no games before six', 'the rule "no games" forbids this'])
})

test('private addresses are opened by the rule that says so, and by no other', () => {
  const opened = policyOf({ effect: 'allow', allowPrivate: true }).authorize(aQuestion())
  assert.deepEqual(opened, { kind: 'allowed', rule: 'rule 1', allowPrivate: true })
  const usual = policyOf({ effect: 'allow' }).authorize(aQuestion())
  assert.deepEqual(usual, { kind: 'allowed', rule: 'rule 1' })
})

test('hours are those of the time zone that is given', () => {
  const rules = rulesOf({ effect: 'deny', hours: ['mon 13:00-14:00'] })
  const decided = (offset: number) =>
    createPolicy(rules, { otherwise: 'allow', zone: () => offset }).authorize(aQuestion()).kind
  assert.deepEqual([decided(0), decided(60), decided(120)], ['allowed', 'forbidden', 'allowed'])
})

test('rules that contradict themselves are no policy', () => {
  assert.throws(() => policyOf({ effect: 'allow', reportOnly: true }), RangeError)
  assert.throws(() => policyOf({ name: 'a', effect: 'deny' }, { name: 'a', effect: 'deny' }), /"a"/)
})

const SPELLINGS: readonly [denied: string, host: string, addresses?: readonly string[]][] = [
  ['secret.example', 'secret.example'],
  ['secret.example', 'SECRET.Example'],
  ['secret.example', 'secret.example.'],
  ['*.example', 'secret.example.'],
  ['.secret.example', 'secret.example.'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['BÜCHER.example', 'XN--BCHER-KVA.example'],
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.0/8', '::ffff:127.0.0.1'],
  ['127.0.0.0/8', '::ffff:7f00:1'],
  ['127.0.0.0/8', '0:0:0:0:0:FFFF:7f00:1'],
  ['127.0.0.0/8', '64:ff9b::7f00:1'],
  ['127.0.0.0/8', '2002:7f00:1::'],
  ['::1', '0:0:0:0:0:0:0:1'],
  ['::ffff:127.0.0.0/104', '127.0.0.1'],
  // What is no address to us is one to the resolver, which is asked.
  ['127.0.0.0/8', '0177.0.0.1', ['127.0.0.1']],
  ['127.0.0.0/8', '0x7f.1', ['127.0.0.1']],
  ['127.0.0.0/8', '2130706433', ['127.0.0.1']],
  ['127.0.0.0/8', '127.0.0.1.', ['127.0.0.1']],
  ['127.0.0.0/8', 'localhost', ['::1', '127.0.0.1']],
  ['127.0.0.0/8', 'innocent.example', ['93.184.216.34', '::ffff:127.0.0.1']],
]
for (const [denied, host, addresses] of SPELLINGS) {
  test(`a rule against ${denied} is not walked around as ${host}`, () => {
    const policy = policyOf({ effect: 'deny', destinations: [denied] })
    const first = policy.authorize(aQuestion({ host }))
    const decided = first.kind === 'addresses-needed' ? again() : first
    assert.equal(decided.kind, 'forbidden')

    function again(): Authorization {
      assert.notEqual(addresses, undefined, 'the name has to be resolved')
      return policy.authorize(aQuestion({ host, addresses }))
    }
  })
}

test('a rule below one that matches never changes the answer', () => {
  fc.assert(
    fc.property(fc.array(RULE, { maxLength: 6 }), RULE, QUESTION, (rules, added, asked) => {
      const before = policyOf(...named(rules)).explain(asked)
      const decidedAt = before.steps.findIndex(({ kind }) => kind === 'decided')
      fc.pre(decidedAt >= 0 && decidedAt < rules.length)
      const longer = [...rules.slice(0, decidedAt + 1), added, ...rules.slice(decidedAt + 1)]
      const after = policyOf(...named(longer)).authorize(asked)
      assert.deepEqual(after, before.authorization)
    }),
  )
})

test('a rule above that does not match, or only reports, never changes who decides', () => {
  fc.assert(
    fc.property(fc.array(RULE, { maxLength: 6 }), RULE, QUESTION, (rules, added, asked) => {
      const above = { ...added, name: 'added', effect: 'deny', reportOnly: true } as const
      const before = policyOf(...named(rules)).authorize(asked)
      const after = policyOf(above, ...named(rules)).authorize(asked)
      // Only what is let through may have to be resolved first, for the report.
      if (after.kind === 'addresses-needed') return assert.notEqual(before.kind, 'forbidden')
      // What is to be reported already need not be resolved for a report below.
      if (before.kind === 'addresses-needed') {
        return assert.deepEqual([after.kind, after.wouldRefuse], ['allowed', 'added'])
      }
      assert.deepEqual([after.kind, after.rule], [before.kind, before.rule])
    }),
  )
})

test('an explanation comes to what is decided, and accounts for every rule once, in order', () => {
  fc.assert(
    fc.property(fc.array(RULE, { maxLength: 6 }), QUESTION, (rules, asked) => {
      const policy = policyOf(...named(rules))
      const { authorization, steps } = policy.explain(asked)
      assert.deepEqual(authorization, policy.authorize(asked))
      assert.deepEqual(
        steps.map(({ rule }) => rule),
        [...named(rules).map(({ name }) => name), 'otherwise'],
      )
      for (const step of steps) {
        assert.equal(step.because.length > 0, step.kind !== 'not-asked', JSON.stringify(step))
      }
    }),
  )
})

test('an explanation says of each rule why it matched or did not', () => {
  const policy = policyOf(
    { name: 'nobody', effect: 'deny', groups: ['guests'] },
    { name: 'soon', effect: 'deny', destinations: ['*.example'], reportOnly: true },
    { name: 'work', effect: 'allow', users: ['alice'], hours: ['mon-fri 08:00-18:00'] },
    { name: 'last', effect: 'deny' },
  )
  assert.deepEqual(
    policy.explain(aQuestion()).steps.map(({ rule, kind, because }) => [rule, kind, ...because]),
    [
      ['nobody', 'passed', 'the user is in no group, and the rule wants guests'],
      ['soon', 'reported', 'the destination origin.example, port 443, is among *.example'],
      [
        'work',
        'decided',
        'the user alice is among alice',
        'the time mon 12:00, UTC+00:00, is among mon-fri 08:00-18:00',
      ],
      ['last', 'not-asked'],
      ['otherwise', 'not-asked'],
    ],
  )
})

test('a user is told what concerns them, not what concerns others or only reports', () => {
  const policy = policyOf(
    { effect: 'deny', users: ['bob'] },
    { effect: 'deny', groups: ['dev'] },
    { effect: 'deny', destinations: ['*.games.example'], reason: 'no games' },
    { effect: 'deny', reportOnly: true },
    { effect: 'allow', users: ['alice'], methods: ['GET'], hours: ['mon-fri'] },
  )
  assert.deepEqual(policy.describe({ user: 'alice' }), [
    'refused: everything to *.games.example (no games)',
    'allowed: GET; mon-fri',
    'allowed: everything else',
  ])
  assert.deepEqual(createPolicy([], { otherwise: 'deny', zone: UTC }).describe({ user: 'alice' }), [
    'refused: everything else',
  ])
})

test('a policy without rules lets every known user through, and has nothing to say', () => {
  assert.deepEqual(OPEN_POLICY.authorize(aQuestion()), { kind: 'allowed' })
  assert.deepEqual(OPEN_POLICY.describe({ user: 'alice' }), [])
})

test('a policy without rules keeps to the limits of the account', () => {
  const identity = { user: 'alice', restrictions: { hosts: ['*.other.example'] } }
  assert.equal(OPEN_POLICY.authorize(aQuestion({ identity })).kind, 'forbidden')
  assert.deepEqual(OPEN_POLICY.describe(identity), ['this account may reach only *.other.example'])
})

test('the limits of the account come before every rule', () => {
  const identity = { user: 'alice', restrictions: { methods: ['GET'] } }
  const decided = policyOf({ effect: 'allow', users: ['alice'] }).authorize(aQuestion({ identity }))
  assert.deepEqual(decided, {
    kind: 'forbidden',
    fault: 'ACCOUNT_FORBIDDEN',
    rule: 'account',
    reason: 'this account may not use CONNECT, only GET',
    forOperator: undefined,
  })
})

function DENIED(): string {
  return 'forbidden by rule 1'
}

function named(rules: readonly WrittenRule[]): WrittenRule[] {
  return rules.map((rule, index) => ({ ...rule, name: `rule ${index + 1}` }))
}

const some = <T>(...values: readonly T[]) =>
  fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined })
const RULE: fc.Arbitrary<WrittenRule> = fc
  .record({
    effect: fc.constantFrom('allow', 'deny'),
    users: some('alice', 'bob'),
    groups: some('ops', 'dev'),
    methods: some('GET', 'CONNECT'),
    schemes: some('basic', 'digest'),
    clients: some('192.0.2.0/24', '10.0.0.0/8'),
    hours: some('mon 08:00-13:00', 'tue-sun'),
    destinations: some('origin.example', '*.example:443', '10.0.0.0/8', '.com'),
    isReport: fc.boolean(),
  })
  .map(({ isReport, effect, ...rest }) => ({
    effect: effect as 'allow' | 'deny',
    ...rest,
    ...(effect === 'deny' && isReport && { reportOnly: true }),
  }))
const QUESTION: fc.Arbitrary<Question> = fc
  .record({
    identity: fc.record({
      user: fc.constantFrom('alice', 'bob'),
      groups: fc.subarray(['ops', 'dev']),
    }),
    method: fc.constantFrom('GET', 'CONNECT'),
    scheme: fc.constantFrom('basic', 'digest'),
    client: fc.constantFrom('192.0.2.7', '10.0.0.7'),
    host: fc.constantFrom('origin.example', 'www.origin.example', 'a.com', '10.0.0.1'),
    addresses: fc.constantFrom(undefined, ['10.0.0.1'], ['192.0.2.1']),
  })
  .map(aQuestion)
