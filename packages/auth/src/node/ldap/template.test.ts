import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dnValue } from './dn-value.ts'
import { filterValue } from './filter-value.ts'
import { attributeOfUser, fill, mustName } from './template.ts'

test('every place is filled, each value as one value', () => {
  assert.equal(
    fill('(|(uid={user})(mail={user}@example))', { user: 'a*' }, filterValue),
    '(|(uid=a\\2a)(mail=a\\2a@example))',
  )
  assert.equal(fill('uid={user},ou=x', { user: 'a,ou=y' }, dnValue), 'uid=a\\,ou\\=y,ou=x')
  assert.equal(fill('(member={dn})', { user: 'a', dn: 'cn=a' }, filterValue), '(member=cn=a)')
})

test('a name that looks like a template is a name', () => {
  assert.equal(fill('(uid={user})', { user: '{dn}$&', dn: 'x' }, filterValue), '(uid={dn}$&)')
})

test('the attribute that holds the name is read off the template', () => {
  assert.equal(attributeOfUser('(&(objectClass=person)(uid={user}))'), 'uid')
  assert.equal(attributeOfUser('(sAMAccountName={user})'), 'sAMAccountName')
  assert.equal(attributeOfUser('uid={user},ou=people,dc=example'), 'uid')
  assert.equal(attributeOfUser('{user}@corp.example'), undefined)
  assert.equal(attributeOfUser('(mail={user}@corp.example)'), undefined)
})

test('a template without the user would let anybody be the same, and is refused', () => {
  mustName('(uid={user})', ['user'], 'the filter')
  assert.throws(() => mustName('(uid=x)', ['user', 'dn'], 'the filter'), {
    name: 'RangeError',
    message: 'the filter is "(uid=x)" and does not contain {user} or {dn}',
  })
})
