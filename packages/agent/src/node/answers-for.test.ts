import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import type { CredentialsAsked } from '../core/credentials.ts'
import type { ProxyAddress } from '../core/proxy-address.ts'
import { answersFor } from './answers-for.ts'

const BARE: ProxyAddress = { scheme: 'http', host: 'proxy.example', port: 3128 }
const WITH_LOGIN = { ...BARE, login: { username: 'url', password: new Secret('u') } }
const ASK = { scheme: 'digest', realm: 'r' }

test('what the program gives comes before the login in the address', async () => {
  const answers = answersFor(WITH_LOGIN, { credentials: { username: 'given', password: 'g' } })
  assert.equal((await answers['find-login'](ASK))?.username, 'given')
})

test('a function is told who asks for what; when it has nothing, the address counts', async () => {
  const asked: CredentialsAsked[] = []
  const answers = answersFor(WITH_LOGIN, {
    credentials: async (question) => {
      asked.push(question)
      return undefined
    },
  })
  assert.equal((await answers['find-login'](ASK))?.username, 'url')
  const scopes = { realm: undefined, scope: 'egress', refusal: 'invalid_token' }
  assert.equal(await answers['find-token'](scopes), undefined)
  assert.deepEqual(asked, [
    { proxy: 'http://proxy.example:3128', scheme: 'digest', realm: 'r' },
    { proxy: 'http://proxy.example:3128', scheme: 'bearer', ...scopes },
  ])
})

test('a token is for Bearer only', async () => {
  const answers = answersFor(BARE, { credentials: { token: 'abc' } })
  const found = await answers['find-token']({ realm: 'r', scope: undefined, refusal: undefined })
  assert.equal(found?.reveal(), 'abc')
  assert.equal(await answers['find-login'](ASK), undefined)
})

test('the netrc file is the last place, and is read when it is asked for', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'hopwise-agent-'))
  t.after(() => rm(dir, { recursive: true }))
  const netrcFile = join(dir, 'netrc')
  await writeFile(netrcFile, 'machine proxy.example login file password f')
  const answers = answersFor(BARE, { netrcFile })
  assert.equal((await answers['find-login'](ASK))?.username, 'file')
  await writeFile(netrcFile, 'machine proxy.example login changed password f')
  assert.equal((await answers['find-login'](ASK))?.username, 'changed')
})

test('without the package for tickets there is none, and it says why', async () => {
  const answers = answersFor(BARE, {})
  const ask = { scheme: 'negotiate', token: undefined, context: undefined }
  const step = await answers['initiate-context'](ask)
  assert.ok(step.kind === 'declined' && step.detail !== '')
})
