import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../secret.ts'
import { checkLdapSettings, type LdapStoreOptions } from './ldap-settings.ts'

const SEARCH = { kind: 'search', base: 'dc=example', filter: '(uid={user})' } as const
const GOOD: LdapStoreOptions = { urls: ['ldap://127.0.0.1'], user: SEARCH }

test('what can work is accepted', () => {
  checkLdapSettings(GOOD)
  checkLdapSettings({
    ...GOOD,
    user: { kind: 'bind', dn: '{user}@corp.example', entry: SEARCH },
    groups: { base: 'dc=example', filter: '(member:1.2.840.113556.1.4.1941:={dn})' },
    disabled: '(userAccountControl:1.2.840.113556.1.4.803:=2)',
  })
})

const REFUSED: readonly [name: string, options: Partial<LdapStoreOptions>, sentence: RegExp][] = [
  ['no address', { urls: [] }, /no address/],
  [
    'a filter for one user only',
    { user: { ...SEARCH, filter: '(uid=alice)' } },
    /contain \{user\}/,
  ],
  [
    'a filter with a parenthesis too few',
    { user: { ...SEARCH, filter: '(&(uid={user})' } },
    /users is .* no search filter/,
  ],
  ['a DN for one user only', { user: { kind: 'bind', dn: 'uid=alice' } }, /DN of users .*\{user\}/],
  ['groups of everybody', { groups: { base: '', filter: '(cn=*)' } }, /\{user\} or \{dn\}/],
  [
    'a filter for disabled users that is none',
    { disabled: 'locked' },
    /disabled users .* no search filter/,
  ],
  [
    'an empty password',
    { user: { ...SEARCH, bind: { dn: 'cn=proxy', password: new Secret('') } } },
    /password of cn=proxy is empty/,
  ],
]

for (const [name, options, sentence] of REFUSED) {
  test(`${name} is refused in words`, () => {
    assert.throws(
      () => checkLdapSettings({ ...GOOD, ...options }),
      (error) => error instanceof RangeError && sentence.test(error.message),
    )
  })
}
