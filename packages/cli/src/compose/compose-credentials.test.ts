import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { PasswordStore } from '@hopwise/auth'
import { composeCredentials } from './compose-credentials.ts'
import type { OpenedStore } from './stores/opened-store.ts'
import { aComposing, asked, basic } from './testing/a-composing.ts'

const PASSWORDS: PasswordStore = {
  name: 'test',
  version: () => 0,
  check: async (user, password) =>
    password.reveal() === 'right' ? { kind: 'right', user } : { kind: 'wrong-password' },
}
const PATH = ['authentication', 'default']

function composed(
  t: Parameters<typeof aComposing>[0],
  text: string,
  stores: readonly OpenedStore[],
) {
  const { composing } = aComposing(t, `authentication: { default: ${text} }`)
  const section = composing.config.authentication['default']!
  return composeCredentials(section, stores, undefined, PATH, composing)
}

test('Basic asks the stores', async (t) => {
  const authenticator = await composed(t, '{ realm: Test }', [{ passwords: PASSWORDS }])
  assert.deepEqual(authenticator?.challenges(), ['Basic realm="Test", charset="UTF-8"'])
  const right = await authenticator?.authenticate([basic('alice', 'right')], asked())
  assert.equal(right?.kind, 'accepted')
  const wrong = await authenticator?.authenticate([basic('alice', 'wrong')], asked())
  assert.equal(wrong?.kind, 'refused')
})

test('schemes are offered in the order that is configured', async (t) => {
  const { composing } = aComposing(t, '')
  const stores = [{ passwords: PASSWORDS, digests: composing.own.digests }]
  const authenticator = await composed(t, '{ schemes: [bearer, digest, basic] }', stores)
  const names = authenticator?.challenges().map((challenge) => challenge.split(' ')[0])
  assert.deepEqual(names, ['Bearer', 'Digest', 'Basic'])
})

test('without schemes nobody judges credentials', async (t) => {
  assert.equal(
    await composed(t, '{ schemes: [], addresses: [{ clients: [10.0.0.0/8] }] }', []),
    undefined,
  )
})

test('a scheme without a store that fits is an error with its place', async (t) => {
  const path = [...PATH, 'stores']
  await assert.rejects(composed(t, '{}', []), {
    path,
    message: /basic needs a store with passwords/,
  })
  const digest = composed(t, '{ schemes: [digest] }', [{ passwords: PASSWORDS }])
  await assert.rejects(digest, { path, message: /digest needs a store/ })
})

test('where tokens may stand for passwords, no store of passwords is needed', async (t) => {
  assert.ok(await composed(t, '{ bearer: { asPassword: true } }', []))
})

test('a key for nonces that is too short is an error', async (t) => {
  const text = 'authentication: { default: { schemes: [digest], digest: { key: { file: k } } } }'
  const { composing } = aComposing(t, text, { k: 'short' })
  const section = composing.config.authentication['default']!
  const stores = [{ digests: composing.own.digests }]
  await assert.rejects(composeCredentials(section, stores, undefined, PATH, composing), {
    name: 'Unusable',
  })
})
