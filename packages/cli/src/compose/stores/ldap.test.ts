import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Secret } from '@hopwise/auth'
import { aComposing } from '../testing/a-composing.ts'
import { openStore } from './open-store.ts'

const stores = (more: string) =>
  `stores: { a: { kind: ldap, urls: ["ldap://127.0.0.1:1"], ${more} } }`

test('a directory that cannot be asked says neither yes nor no, and its settings are warned about', async (t) => {
  const { composing, notices } = aComposing(t, stores('user: { dn: "uid={user},dc=x" }'))
  const { passwords } = await openStore(composing.config.stores['a']!, ['stores', 'a'], composing)
  assert.equal(passwords?.name, 'a')
  assert.equal((await passwords?.check('max', new Secret('x')))?.kind, 'unavailable')
  assert.deepEqual(notices, [])
})

test('a template without the user is an error with its place', async (t) => {
  const { composing } = aComposing(t, stores('user: { dn: "uid=max,dc=x" }'))
  const failing = openStore(composing.config.stores['a']!, ['stores', 'a'], composing)
  await assert.rejects(failing, { name: 'Unusable', path: ['stores', 'a'] })
})

test('the password of whoever searches is read from where it is', async (t) => {
  const user = 'user: { base: dc=x, bind: { dn: cn=x, password: { env: NONE } } }'
  const { composing } = aComposing(t, stores(user))
  const failing = openStore(composing.config.stores['a']!, ['stores', 'a'], composing)
  await assert.rejects(failing, { path: ['stores', 'a', 'user', 'bind', 'password'] })
})
