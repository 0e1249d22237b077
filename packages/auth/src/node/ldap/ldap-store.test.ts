import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Secret } from '../../secret.ts'
import type { LdapStoreOptions } from './ldap-settings.ts'
import { createLdapStore, type LdapStore } from './ldap-store.ts'
import { type Asked, type Reply, startDirectory } from './testing/scripted-directory.ts'

const USER = { kind: 'bind', dn: 'uid={user},dc=example' } as const

test('a right password is believed for as long as it is told, since nobody tells of changes', async (t) => {
  const { store } = await opened(t, accepting, { rememberMs: 30_000 })
  const fromMs = Date.now()
  const check = await store.check('alice', new Secret('right'))
  assert.ok(check.kind === 'right' && check.expiresMs !== undefined)
  assert.ok(check.expiresMs >= fromMs + 30_000 && check.expiresMs <= Date.now() + 30_000)
  assert.equal(store.version(), store.version())
})

test('an empty password is never shown to the directory, which would say yes', async (t) => {
  const { store, asked } = await opened(t, accepting)
  assert.deepEqual(await store.check('alice', new Secret('')), {
    kind: 'wrong-password',
    isUserUnclear: true,
  })
  assert.deepEqual(asked, [])
})

test('a name that nobody can have is unknown without a question', async (t) => {
  const { store, asked } = await opened(t, accepting)
  for (const name of ['', 'x'.repeat(257)]) {
    assert.deepEqual(await store.check(name, new Secret('x')), { kind: 'unknown-user' })
  }
  assert.deepEqual(asked, [])
})

test('a directory that is down is neither yes nor no', async (t) => {
  const { store, stop, url } = await opened(t, accepting)
  await stop()
  assert.deepEqual(await store.check('alice', new Secret('right')), {
    kind: 'unavailable',
    detail: `${url}: nothing listens there: is the directory running, and is the port right?`,
  })
})

test('passwords that would cross a network readable are told of beforehand', () => {
  const exposed = createLdapStore({ urls: ['ldap://ds.example'], user: USER })
  assert.deepEqual(exposed.notices, [
    'ldap://ds.example:389: passwords cross the network unprotected; use StartTLS or ldaps',
  ])
  const secure = createLdapStore({ urls: ['ldap://ds.example'], user: USER, startTls: true })
  assert.deepEqual(secure.notices, [])
})

test('settings that cannot work are an error at once', () => {
  assert.throws(() => createLdapStore({ urls: [], user: USER }), RangeError)
})

function accepting(asked: Asked): Reply {
  return { code: asked.kind === 'bind' ? 0 : 32 }
}

async function opened(
  t: TestContext,
  reply: (asked: Asked) => Reply,
  options: Partial<LdapStoreOptions> = {},
): Promise<{ store: LdapStore; asked: readonly Asked[]; stop(): Promise<void>; url: string }> {
  const { address, asked, stop } = await startDirectory(t, reply)
  const store = createLdapStore({ urls: [address.url], user: USER, ...options })
  t.after(() => store.close())
  return { store, asked, stop, url: address.url }
}
