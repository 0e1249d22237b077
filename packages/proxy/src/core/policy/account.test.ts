import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Restrictions } from '@hopwise/auth'
import type { Question } from '../authorize.ts'
import { type AccountMatch, accountOf } from './account.ts'
import { Facts } from './facts.ts'
import { aQuestion } from './testing/question.ts'

function matched(restrictions: Restrictions | undefined, asked: Partial<Question> = {}) {
  const account = accountOf({ user: 'alice', restrictions })
  const names = { meant: () => new Set<number>() }
  return account.match(new Facts(aQuestion(asked), () => 0, names))
}

const WITHIN = { kind: 'within' } as const
const cases: readonly [
  what: string,
  restrictions: Restrictions | undefined,
  asked: Partial<Question>,
  expected: AccountMatch,
][] = [
  ['no limits', undefined, {}, WITHIN],
  ['limits that limit nothing', {}, {}, WITHIN],
  ['a host that is listed', { hosts: ['*.example:443'] }, {}, WITHIN],
  [
    'a port that is not',
    { hosts: ['*.example:80'] },
    {},
    {
      kind: 'beyond',
      reason: 'this account may not reach origin.example, port 443, only *.example:80',
    },
  ],
  [
    'limits within limits that allow it',
    { hosts: ['origin.example'], within: { hosts: ['*.example'] } },
    {},
    WITHIN,
  ],
  [
    'limits that allow it, within limits that do not',
    { hosts: ['*.example'], within: { methods: ['POST'] } },
    {},
    { kind: 'beyond', reason: 'this account may not use CONNECT, only POST' },
  ],
  [
    'limits that do not allow it, within limits that do',
    { methods: ['POST'], within: { hosts: ['*.example'] } },
    {},
    { kind: 'beyond', reason: 'this account may not use CONNECT, only POST' },
  ],
  [
    'no limits of its own, within limits about addresses that are not known',
    { within: { hosts: ['10.0.0.0/8'] } },
    {},
    { kind: 'addresses-needed' },
  ],
  ['addresses that are not known', { hosts: ['10.0.0.0/8'] }, {}, { kind: 'addresses-needed' }],
  [
    'addresses that are all listed',
    { hosts: ['10.0.0.0/8'] },
    { addresses: ['10.0.0.1', '10.0.0.2'] },
    WITHIN,
  ],
  [
    'addresses of which one is not listed',
    { hosts: ['10.0.0.0/8'] },
    { addresses: ['10.0.0.1', '11.0.0.2'] },
    {
      kind: 'beyond',
      reason: 'this account may not reach origin.example, port 443, only 10.0.0.0/8',
    },
  ],
  [
    'an empty list',
    { hosts: [] },
    {},
    { kind: 'beyond', reason: 'this account may not reach origin.example, port 443, only nothing' },
  ],
  ['a method that is listed', { methods: ['CONNECT'] }, {}, WITHIN],
  [
    'a method in other letters',
    { methods: ['connect'] },
    {},
    { kind: 'beyond', reason: 'this account may not use CONNECT, only connect' },
  ],
  ['a time within hours', { hours: ['mon-fri 08:00-18:00'] }, {}, WITHIN],
  [
    'a time outside of them',
    { hours: ['tue', 'wed'] },
    {},
    { kind: 'beyond', reason: 'this account is for tue, wed; it is mon 12:00, UTC+00:00' },
  ],
  [
    'hours that cannot be read',
    { hours: ['mon', 'whenever'] },
    {},
    {
      kind: 'beyond',
      reason: 'the limits of this account cannot be read',
      forOperator:
        'hours "whenever" of the account alice, character 1: a day is one of mon, tue, wed, thu, fri, sat, sun, or two with a hyphen between them',
    },
  ],
  [
    'a host that cannot be read, though another one would do',
    { hosts: ['*', 'exa*mple'] },
    {},
    {
      kind: 'beyond',
      reason: 'the limits of this account cannot be read',
      forOperator:
        'host "exa*mple" of the account alice, character 4: an asterisk stands alone or as the first label: *.example.com',
    },
  ],
]
for (const [what, restrictions, asked, expected] of cases) {
  test(`${what}: ${expected.kind}`, () => {
    const found = matched(restrictions, asked)
    assert.deepEqual({ ...found }, { ...expected })
  })
}

test('an account says what it is for', () => {
  const restrictions = { hosts: [], methods: ['GET', 'HEAD'], hours: ['mon-fri'] }
  assert.deepEqual(accountOf({ user: 'alice', restrictions }).describe(), [
    'this account may reach only nothing',
    'this account may use only GET, HEAD',
    'this account is for mon-fri',
  ])
  assert.deepEqual(accountOf({ user: 'alice', restrictions: { hosts: ['!'] } }).describe(), [
    'the limits of this account cannot be read',
  ])
})

test('limits that come with the same value again are not read again', () => {
  const restrictions = { hosts: ['*'] }
  assert.equal(
    accountOf({ user: 'alice', restrictions }),
    accountOf({ user: 'alice', restrictions }),
  )
})
