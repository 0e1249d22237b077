import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { type PasswordStore, Secret } from '@hopwise/auth'
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

test('what was shown to one authentication cannot be played back to another with the same key', async (t) => {
  const digest = '{ schemes: [digest], digest: { key: { file: k } } }'
  const { composing } = aComposing(t, `authentication: { default: ${digest}, other: ${digest} }`, {
    k: 'k'.repeat(32),
  })
  const username = 'alice'
  const found = {
    kind: 'found',
    user: username,
    username,
    ha1: new Secret('0'.repeat(64)),
  } as const
  const stores = [{ digests: { name: 'test', version: () => 0, find: () => found } }]
  const of = async (name: string) => {
    const section = composing.config.authentication[name]!
    const path = ['authentication', name]
    return (await composeCredentials(section, stores, undefined, path, composing))!
  }
  const [one, same, other] = [await of('default'), await of('default'), await of('other')]
  const sha256 = (text: string) => hash('sha256', text)
  const nonce = /nonce="([^"]+)"/.exec(one.challenges()[0]!)?.[1]
  const request = asked()
  const a2 = sha256(`${request.method}:${request.target}`)
  const response = sha256(`${'0'.repeat(64)}:${nonce}:00000001:x:auth:${a2}`)
  const value = `Digest username="alice", realm="Hopwise", nonce="${nonce}", uri="${request.target}", algorithm=SHA-256, qop=auth, nc=00000001, cnonce="x", response="${response}"`
  const verdicts = await Promise.all(
    [one, same, other].map((each) => each.authenticate([value], request)),
  )
  assert.deepEqual(
    verdicts.map((verdict) => (verdict.kind === 'refused' ? verdict.reason : verdict.kind)),
    ['accepted', 'accepted', 'nonce-stale'],
  )
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
