import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClaimNames, readClaims } from './claims.ts'

const NAMES: ClaimNames = { userClaims: ['username', 'sub'], groupsClaim: 'groups' }

const USABLE: readonly [name: string, claims: Record<string, unknown>, read: object][] = [
  ['the first name counts', { username: 'alice', sub: '17' }, { user: 'alice' }],
  ['the next one where it is missing', { sub: '17' }, { user: '17' }],
  ['null is missing', { username: null, sub: '17' }, { user: '17' }],
  ['one spelling per name', { sub: 'Ame\u0301lie' }, { user: 'Am\u00e9lie' }],
  ['groups as a list', { sub: 'a', groups: ['x', 'y z'] }, { user: 'a', groups: ['x', 'y z'] }],
  ['groups as words', { sub: 'a', groups: ' x y ' }, { user: 'a', groups: ['x', 'y'] }],
  ['scope as words', { sub: 'a', scope: 'p q' }, { user: 'a', scopes: ['p', 'q'] }],
  ['scp as a list', { sub: 'a', scp: ['p', 'q'] }, { user: 'a', scopes: ['p', 'q'] }],
  ['scp as words', { sub: 'a', scp: 'p q' }, { user: 'a', scopes: ['p', 'q'] }],
  ['a scope that is none is none', { sub: 'a', scope: { p: 1 } }, { user: 'a' }],
]

for (const [name, claims, read] of USABLE) {
  test(name, () => {
    assert.deepEqual(readClaims(claims, NAMES), {
      kind: 'usable',
      groups: undefined,
      scopes: [],
      ...read,
    })
  })
}

test('a path leads into objects; a claim of that very name counts before', () => {
  const named = (claims: Record<string, unknown>, groupsClaim: string) => {
    const read = readClaims({ sub: 'a', ...claims }, { userClaims: ['sub'], groupsClaim })
    return read.kind === 'usable' ? read.groups : read.sentence
  }
  assert.deepEqual(named({ realm: { roles: ['x'] } }, 'realm.roles'), ['x'])
  assert.deepEqual(named({ 'https://a.example/groups': ['x'] }, 'https://a.example/groups'), ['x'])
  assert.deepEqual(named({ 'a.b': ['x'], a: { b: ['y'] } }, 'a.b'), ['x'])
  assert.equal(named({}, 'realm.roles'), undefined)
  assert.equal(named({ realm: 'x' }, 'realm.length'), undefined)
  assert.equal(named({}, '__proto__.constructor.name'), undefined)
})

const UNUSABLE: readonly [name: string, claims: Record<string, unknown>][] = [
  ['no user', {}],
  ['an empty user', { sub: '' }],
  ['a user that is no text', { sub: 5 }],
  ['a first name that is no text', { username: {}, sub: 'a' }],
  ['a line break in the user', { sub: 'a\nb' }],
  ['a user too long', { sub: 'x'.repeat(256) }],
  ['groups that are no list', { sub: 'a', groups: {} }],
  ['groups that are no names', { sub: 'a', groups: ['x', 5] }],
  ['a group with an escape', { sub: 'a', groups: ['\x1b[1m'] }],
  ['too many groups', { sub: 'a', groups: Array.from({ length: 1_001 }, () => 'x') }],
]

for (const [name, claims] of UNUSABLE) {
  test(`${name} cannot be used`, () => {
    assert.equal(readClaims(claims, NAMES).kind, 'unusable')
  })
}
