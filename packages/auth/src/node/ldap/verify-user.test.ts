import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Secret } from '../../secret.ts'
import { connectDirectory } from './connect-directory.ts'
import { type DirectoryConnection, directoryConnection } from './directory-connection.ts'
import type { LdapUser } from './ldap-settings.ts'
import { createSteadyTime } from './steady-time.ts'
import { type Asked, type Reply, startDirectory } from './testing/scripted-directory.ts'
import { bindAsUser, searchAndBind } from './verify-user.ts'

const PEOPLE = 'ou=people,dc=example'
const ALICE = { dn: `uid=Alice,${PEOPLE}`, attributes: { uid: ['Alice'] } }
const SEARCH: LdapUser & { kind: 'search' } = {
  kind: 'search',
  base: PEOPLE,
  filter: '(uid={user})',
  bind: { dn: 'cn=proxy', password: new Secret('proxy') },
}
const BIND: LdapUser & { kind: 'bind' } = { kind: 'bind', dn: `uid={user},${PEOPLE}` }
const GROUPS = { base: 'ou=groups', filter: '(memberUid={user})' }

/** Knows Alice, whose password is `right`, and the proxy. */
function directory(asked: Asked): Reply {
  if (asked.kind === 'bind') {
    const isRight = asked.dn === 'cn=proxy' || asked.password === 'right'
    const isKnown = asked.dn === 'cn=proxy' || asked.dn.toLowerCase() === ALICE.dn.toLowerCase()
    return { code: isRight && isKnown ? 0 : 49 }
  }
  const isAlice =
    /uid=alice/i.test(asked.filter) || asked.base.toLowerCase().startsWith('uid=alice,')
  if (asked.base === 'ou=groups')
    return { code: 0, entries: /Alice/.test(asked.filter) ? [STAFF] : [] }
  if (/locked/.test(asked.filter)) return { code: 0, entries: [] }
  return { code: 0, entries: isAlice ? [ALICE] : [] }
}
const STAFF = { dn: 'cn=staff,ou=groups', attributes: { cn: ['staff'] } }

test('search and bind: however the name is typed, it is the one of the entry, with its groups', async (t) => {
  const { search } = await verifying(t, directory)
  for (const name of ['alice', 'ALICE']) {
    assert.deepEqual(await search(name, 'right', { groups: GROUPS }), {
      kind: 'right',
      user: 'Alice',
      groups: ['staff'],
    })
  }
  assert.deepEqual(await search('alice', 'wrong'), { kind: 'wrong-password' })
  assert.deepEqual(await search('bob', 'right'), { kind: 'unknown-user' })
})

test('search and bind: an unknown name costs the same questions as a wrong password', async (t) => {
  const { search, asked } = await verifying(t, directory)
  const settings = { groups: GROUPS, disabled: '(locked=*)' }
  await search('alice', 'wrong', settings)
  const known = asked.splice(0)
  await search('bob', 'wrong', settings)
  assert.deepEqual(
    asked.map(({ kind }) => kind),
    known.map(({ kind }) => kind),
  )
  assert.equal(known.length, 5)
  const last = asked.at(-1)
  assert.ok(last?.kind === 'bind')
  assert.equal(last.dn, `cn=nobody@hopwise.invalid,${PEOPLE}`)
})

test('search and bind: whoever searched is bound again only after somebody else was', async (t) => {
  const { search, asked } = await verifying(t, directory)
  await search('alice', 'right')
  await search('alice', 'right')
  assert.deepEqual(
    asked.map((question) => (question.kind === 'bind' ? question.dn : 'search')),
    ['cn=proxy', 'search', ALICE.dn, 'cn=proxy', 'search', ALICE.dn],
  )
})

test('search and bind: a bind DN that is refused is told as such, and is no wrong password', async (t) => {
  const { search } = await verifying(t, () => ({ code: 49 }))
  await assert.rejects(search('alice', 'right'), {
    name: 'DirectoryError',
    message: 'the directory refuses the bind as cn=proxy (code 49): is its password right?',
  })
})

test('search and bind: two entries for one name are nobody', async (t) => {
  const { search } = await verifying(t, (asked) =>
    asked.kind === 'bind'
      ? { code: 0 }
      : { code: 0, entries: [ALICE, { ...ALICE, dn: 'uid=alice' }] },
  )
  await assert.rejects(search('alice', 'right'), { message: /more than one entry under ou=people/ })
})

test('search and bind: a disabled account is told to whoever has the password only', async (t) => {
  const { search } = await verifying(t, (asked) =>
    asked.kind === 'search' && asked.base === ALICE.dn
      ? { code: 0, entries: [ALICE] }
      : directory(asked),
  )
  const settings = { disabled: '(nsAccountLock=true)' }
  assert.deepEqual(await search('alice', 'right', settings), { kind: 'user-disabled' })
  assert.deepEqual(await search('alice', 'wrong', settings), { kind: 'wrong-password' })
})

test('bind as user: one question says yes or no, and the entry is read as the user', async (t) => {
  const { bind, asked } = await verifying(t, directory)
  assert.deepEqual(await bind('ALICE', 'right', { groups: GROUPS }), {
    kind: 'right',
    user: 'Alice',
    groups: ['staff'],
  })
  assert.equal(asked[0]?.kind === 'bind' && asked[0].dn, `uid=ALICE,${PEOPLE}`)
})

test('bind as user: a refusal does not tell whether there is such a user', async (t) => {
  const { bind } = await verifying(t, directory)
  for (const [name, password] of [
    ['alice', 'wrong'],
    ['bob', 'right'],
    [`alice,${PEOPLE}`, 'right'],
  ] as const) {
    assert.deepEqual(await bind(name, password), { kind: 'wrong-password', isUserUnclear: true })
  }
})

test('bind as user: an entry that the user may not read has the name in lower case', async (t) => {
  const { bind } = await verifying(t, (asked) => ({ code: asked.kind === 'bind' ? 0 : 32 }))
  assert.deepEqual(await bind('  ALICE', 'right'), { kind: 'right', user: 'alice' })
})

test('bind as user: a directory that says neither yes nor no is told', async (t) => {
  const { bind } = await verifying(t, () => ({ code: 13 }))
  await assert.rejects(bind('alice', 'right'), { message: /use StartTLS or ldaps$/ })
})

async function verifying(t: TestContext, reply: (asked: Asked) => Reply) {
  const scripted = await startDirectory(t, reply)
  const socket = await connectDirectory(scripted.address, 5000)
  const connection: DirectoryConnection = directoryConnection(scripted.address.url, socket)
  t.after(() => connection.close())
  const time = createSteadyTime()
  type Settings = Parameters<typeof bindAsUser>[2]
  return {
    asked: scripted.asked as Asked[],
    search: (username: string, password: string, settings: Settings = {}) => {
      const credentials = { username, password: new Secret(password) }
      return searchAndBind(connection, SEARCH, settings, credentials, time)
    },
    bind: (username: string, password: string, settings: Settings = {}) =>
      bindAsUser(connection, BIND, settings, { username, password: new Secret(password) }),
  }
}
