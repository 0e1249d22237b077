import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectDirectory } from './connect-directory.ts'
import { directoryConnection } from './directory-connection.ts'
import { groupsOf } from './ldap-groups.ts'
import { startDirectory } from './testing/scripted-directory.ts'

test('groups that the entry names are known by the first value of their names, once', async (t) => {
  const { connection } = await connected(t)
  const entry = {
    dn: 'uid=alice',
    MemberOf: ['CN=staff,OU=groups,DC=example', 'cn=lab,ou=groups,dc=example', 'cn=staff,dc=x'],
  }
  assert.deepEqual(await groupsOf({ attribute: 'memberOf' }, connection, entry, 'alice'), [
    'staff',
    'lab',
  ])
})

test('a group of the same name elsewhere does not count when the place is told', async (t) => {
  const { connection } = await connected(t)
  const entry = { dn: 'uid=alice', memberOf: ['cn=admins,ou=self-made,dc=example'] }
  const groups = { attribute: 'memberOf', base: 'ou=groups,dc=example' }
  assert.deepEqual(await groupsOf(groups, connection, entry, 'alice'), [])
})

test('groups that name their members are searched, by DN or by name, with both written safely', async (t) => {
  const { connection, directory } = await connected(t)
  const entry = { dn: 'uid=a*,dc=example' }
  const groups = { base: 'ou=groups', filter: '(|(member={dn})(memberUid={user}))' }
  assert.deepEqual(await groupsOf(groups, connection, entry, 'a*'), ['staff', 'personnel'])
  assert.deepEqual(directory.asked, [
    {
      kind: 'search',
      base: 'ou=groups',
      filter: '(|(member=uid=a\\2a,dc=example)(memberUid=a\\2a))'.replace('memberUid', 'memberuid'),
      scope: 'sub',
    },
  ])
})

async function connected(t: import('node:test').TestContext) {
  const directory = await startDirectory(t, () => ({
    code: 0,
    entries: [{ dn: 'cn=staff,ou=groups', attributes: { cn: ['staff', 'personnel'] } }],
  }))
  const socket = await connectDirectory(directory.address, 5000)
  const connection = directoryConnection(directory.address.url, socket)
  t.after(() => connection.close())
  return { connection, directory }
}
