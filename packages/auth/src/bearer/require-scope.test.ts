import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TokenCheck, TokenStore } from '../credential-store.ts'
import { Secret } from '../secret.ts'
import { requireScope } from './require-scope.ts'

const TOKEN = new Secret('x')

const ROWS: readonly [
  name: string,
  needed: string,
  scopes: readonly string[] | undefined,
  kind: TokenCheck['kind'],
][] = [
  ['the one that is needed', 'proxy', ['proxy'], 'right'],
  ['more than is needed', 'proxy', ['git', 'proxy'], 'right'],
  ['all that are needed', 'proxy git', ['git', 'proxy'], 'right'],
  ['one of two', 'proxy git', ['proxy'], 'token-insufficient'],
  ['another in other letters', 'proxy', ['Proxy'], 'token-insufficient'],
  ['a longer one', 'proxy', ['proxy:read'], 'token-insufficient'],
  ['none', 'proxy', undefined, 'token-insufficient'],
]

for (const [name, needed, scopes, kind] of ROWS) {
  test(`a token with ${name}: ${kind}`, async () => {
    const right = { kind: 'right', user: 'alice', scopes } as const
    for (const answer of [right, Promise.resolve(right)]) {
      const check = await requireScope(storeOf(answer), needed).check(TOKEN)
      assert.deepEqual(check, kind === 'right' ? right : { kind, user: 'alice', scope: needed })
    }
  })
}

test('what is refused anyway stays refused for that reason', () => {
  const check = requireScope(storeOf({ kind: 'token-revoked' }), 'proxy').check(TOKEN)
  assert.deepEqual(check, { kind: 'token-revoked' })
})

test('it is the same store otherwise', () => {
  const scoped = requireScope(storeOf({ kind: 'token-unknown' }), 'proxy')
  assert.equal(scoped.name, 'test')
  assert.equal(scoped.version(), 7)
  assert.equal(scoped.belongs?.(TOKEN), 'only-here')
})

test('a scope that is none is an error', () => {
  assert.throws(() => requireScope(storeOf({ kind: 'token-unknown' }), 'a  b'), /RFC 6749/)
})

function storeOf(check: TokenCheck | Promise<TokenCheck>): TokenStore {
  return { name: 'test', version: () => 7, belongs: () => 'only-here', check: () => check }
}
