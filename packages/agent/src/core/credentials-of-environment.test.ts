import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Credentials } from './credentials.ts'
import { credentialsOf } from './credentials-of-environment.ts'
import type { Environment } from './proxy-settings.ts'

const ALICE = { HOPWISE_PROXY_USER: 'alice', HOPWISE_PROXY_PASSWORD: 'p@:%w' }

test('a user and a password are taken as they stand', async () => {
  assert.deepEqual(await given(ALICE, 'basic'), { username: 'alice', password: 'p@:%w' })
  assert.deepEqual(await given({ HOPWISE_PROXY_USER: 'a' }, 'basic'), {
    username: 'a',
    password: '',
  })
})

test('a token is for Bearer, and a login beside it for all else', async () => {
  const both = { ...ALICE, HOPWISE_PROXY_TOKEN: 'abc' }
  assert.deepEqual(await given(both, 'bearer'), { token: 'abc' })
  assert.deepEqual(await given(both, 'digest'), { username: 'alice', password: 'p@:%w' })
  assert.equal(await given({ HOPWISE_PROXY_TOKEN: 'abc' }, 'digest'), undefined)
})

test('nothing set is nothing', () => {
  assert.equal(credentialsOf({ HOPWISE_PROXY_PASSWORD: 'x', HOPWISE_PROXY_USER: '' }), undefined)
})

async function given(environment: Environment, scheme: string): Promise<Credentials | undefined> {
  const source = credentialsOf(environment)
  const asked = { proxy: 'http://proxy:1', scheme, realm: undefined }
  return typeof source === 'function' ? source(asked) : source
}
