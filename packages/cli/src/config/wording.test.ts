import assert from 'node:assert/strict'
import { test } from 'node:test'

import { z } from 'zod'
import { read } from './testing/reading.ts'

const CASES: readonly (readonly [string, z.ZodType, unknown, string])[] = [
  ['another kind of value', z.boolean(), 'yes', 'write true or false, this is text'],
  ['nothing at all', z.string(), null, 'write text, this is nothing'],
  ['a list', z.strictObject({}), [], 'write keys with values, this is a list'],
  ['what is missing', z.string(), undefined, 'this key is missing'],
  [
    'a word that is near',
    z.enum(['allow', 'deny']),
    'alow',
    'write one of allow, deny (did you mean allow?)',
  ],
  ['a word that is not', z.enum(['allow', 'deny']), 'xyz', 'write one of allow, deny'],
  ['the only word', z.literal('users'), 'x', 'write users'],
  ['an empty list', z.array(z.string()).min(1), [], 'name at least one'],
  ['too small a number', z.number().min(3), 2, 'write at least 3'],
  ['too large a number', z.number().max(3), 4, 'write at most 3'],
]
for (const [name, schema, value, sentence] of CASES) {
  test(`${name}: ${sentence}`, () => assert.equal(read(schema, value), sentence))
}

test('a kind that there is not is told with the nearest', () => {
  const kinds = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('users') }),
    z.strictObject({ kind: z.literal('ldap') }),
  ])
  assert.equal(read(kinds, { kind: 'user' }), 'write one of users, ldap (did you mean users?)')
  assert.equal(read(kinds, {}), 'this key is missing')
})

test('a value is never repeated: it may be a secret', () => {
  const schemas: readonly z.ZodType[] = [z.boolean(), z.enum(['a', 'b']), z.number(), z.url()]
  for (const schema of schemas) {
    assert.doesNotMatch(String(read(schema, 'hunter2')), /hunter2/)
  }
})
