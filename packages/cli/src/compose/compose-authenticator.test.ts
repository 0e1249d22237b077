import assert from 'node:assert/strict'
import { test } from 'node:test'

import { composeAuthenticator } from './compose-authenticator.ts'
import { aComposing, asked } from './testing/a-composing.ts'

async function composed(t: Parameters<typeof aComposing>[0], text: string) {
  const { composing } = aComposing(t, `authentication: { default: ${text} }`)
  const section = composing.config.authentication['default']!
  const stores = new Map([['own', { passwords: composing.own.passwords }]])
  return await composeAuthenticator('default', section, stores, undefined, composing)
}

test('an address is enough where it is configured', async (t) => {
  const authenticator = await composed(t, '{ addresses: [{ clients: [10.0.0.0/8], user: lab }] }')
  const near = await authenticator.authenticate([], asked('10.1.2.3'))
  assert.ok(near.kind === 'accepted')
  assert.deepEqual([near.user, near.scheme], ['lab', 'client-address'])
  assert.equal((await authenticator.authenticate([], asked())).kind, 'refused')
})

test('without such proofs credentials are all that counts', async (t) => {
  const authenticator = await composed(t, '{}')
  assert.equal((await authenticator.authenticate([], asked('10.1.2.3'))).kind, 'refused')
  assert.equal(authenticator.challenges().length, 1)
})

test('stores that are not named are not asked', async (t) => {
  const { composing } = aComposing(t, 'authentication: { default: { stores: [own] } }')
  const section = composing.config.authentication['default']!
  const stores = new Map([['other', { passwords: composing.own.passwords }]])
  const failing = composeAuthenticator('default', section, stores, undefined, composing)
  await assert.rejects(failing, /needs a store with passwords/)
})
