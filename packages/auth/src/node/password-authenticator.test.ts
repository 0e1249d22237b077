import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PasswordCheck, PasswordStore } from '../credential-store.ts'
import type { Secret } from '../secret.ts'
import { get } from '../testing/asked.ts'
import { createPasswordAuthenticator } from './password-authenticator.ts'

test('it offers Basic, verifies with the store, and remembers', async () => {
  const store = new OneUser()
  const authenticator = createPasswordAuthenticator({ store, realm: 'Hopwise' })
  assert.deepEqual(authenticator.challenges(), ['Basic realm="Hopwise", charset="UTF-8"'])
  const credentials = [`Basic ${Buffer.from('alice:opensesame').toString('base64')}`]
  const verdict = await authenticator.authenticate(credentials, get())
  assert.deepEqual(verdict, { kind: 'accepted', user: 'alice', scheme: 'basic' })
  assert.equal(authenticator.authenticate(credentials, get()), verdict)
  assert.equal(store.asked, 1)
})

test('a lifetime of nothing remembers nothing', async () => {
  const store = new OneUser()
  const authenticator = createPasswordAuthenticator({ store, realm: 'r', lifetimeMs: 0 })
  const credentials = [`Basic ${Buffer.from('alice:opensesame').toString('base64')}`]
  await authenticator.authenticate(credentials, get())
  await authenticator.authenticate(credentials, get())
  assert.equal(store.asked, 2)
})

test('a scheme or realm that cannot be offered is an error that says what can', () => {
  const store = new OneUser()
  const zork = { store, realm: 'r', schemes: ['zork'] }
  assert.throws(() => createPasswordAuthenticator(zork), /no auth scheme "zork"; there are: basic/)
  assert.throws(() => createPasswordAuthenticator({ store, realm: '' }), /printable ASCII/)
})

class OneUser implements PasswordStore {
  readonly name = 'one'
  asked = 0

  version(): number {
    return 1
  }

  async check(username: string, password: Secret): Promise<PasswordCheck> {
    this.asked++
    return username === 'alice' && password.reveal() === 'opensesame'
      ? { kind: 'right', user: 'alice' }
      : { kind: 'wrong-password' }
  }
}
