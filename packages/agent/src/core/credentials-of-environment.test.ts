import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Credentials } from './credentials.ts'
import { credentialsOf, type Keyring } from './credentials-of-environment.ts'
import type { Environment } from './proxy-settings.ts'

const PASSWORD_ALONE = { HOPWISE_PROXY_PASSWORD: 'x', HOPWISE_PROXY_USER: '' }
const ALICE = { HOPWISE_PROXY_USER: 'alice', HOPWISE_PROXY_PASSWORD: 'p@:%w' }

test('a user and a password are taken as they stand', async () => {
  assert.deepEqual(await given(ALICE, 'basic'), { username: 'alice', password: 'p@:%w' })
  assert.deepEqual(await given({ ...ALICE, HOPWISE_PROXY_PASSWORD: '' }, 'basic'), {
    username: 'alice',
    password: '',
  })
})

test('a user without a password has it in the keyring, a token beside it or not', async () => {
  for (const more of [{}, { HOPWISE_PROXY_TOKEN: 'abc' }]) {
    const found = await given({ HOPWISE_PROXY_USER: 'alice', ...more }, 'basic')
    assert.deepEqual(found, { username: 'alice', password: 'of the keyring' })
  }
})

test('a token is for Bearer, and a login beside it for all else', async () => {
  const both = { ...ALICE, HOPWISE_PROXY_TOKEN: 'abc' }
  assert.deepEqual(await given(both, 'bearer'), { token: 'abc' })
  assert.deepEqual(await given(both, 'digest'), { username: 'alice', password: 'p@:%w' })
  assert.equal(await given({ HOPWISE_PROXY_TOKEN: 'abc' }, 'digest'), undefined)
})

test('nothing set is nothing', () => {
  assert.equal(credentialsOf(PASSWORD_ALONE, keyring), undefined)
})

async function given(environment: Environment, scheme: string): Promise<Credentials | undefined> {
  const source = credentialsOf(environment, keyring)
  const asked = { proxy: 'http://proxy:1', scheme, realm: undefined }
  return typeof source === 'function' ? source(asked) : source
}

const keyring: Keyring = (username) => async () => ({ username, password: 'of the keyring' })
