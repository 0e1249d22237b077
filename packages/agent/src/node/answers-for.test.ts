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
const TICKET = { scheme: 'negotiate', token: undefined, context: undefined }
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

test('a password that is given as text is made a secret once, and a changed one is another', async () => {
  const credentials = { username: 'given', password: 'g' }
  const answers = answersFor(BARE, { credentials })
  const found = async () => (await answers['find-login'](ASK))?.password
  const first = await found()
  assert.equal(await found(), first)
  credentials.password = 'changed'
  assert.equal((await found())?.reveal(), 'changed')
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

test('a netrc file that is not there, or has a mistake in the place of a login, is named', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'hopwise-agent-'))
  t.after(() => rm(dir, { recursive: true }))
  const netrcFile = join(dir, 'netrc')
  const answers = answersFor(BARE, { netrcFile })
  assert.throws(() => answers['find-login'](ASK), /netrc cannot be read \(ENOENT\)$/)
  await writeFile(netrcFile, 'machine proxy.example\nlogin a passwort hunter2')
  assert.throws(
    () => answers['find-login'](ASK),
    ({ message }: Error) => /line 2: word-unexpected/.test(message) && !/hunter2/.test(message),
  )
})

test('without the package for tickets there is none, and it says how to install it', async () => {
  const answers = answersFor(BARE, {})
  const step = await answers['initiate-context'](TICKET)
  assert.ok(step.kind === 'declined')
  assert.equal(step.reason, 'library-missing')
  assert.match(step.detail, /npm install kerberos/)
})

test('the package may be given; a ticket is for the host of the proxy', async () => {
  const services: string[] = []
  const kerberos = {
    GSS_MECH_OID_SPNEGO: 6,
    initializeClient: async (service: string) => {
      services.push(service)
      return { step: async () => 'YIIB', response: 'YIIB', contextComplete: false }
    },
  }
  const step = await answersFor(BARE, { kerberos })['initiate-context'](TICKET)
  assert.equal(step.kind === 'token' && step.token, 'YIIB')
  assert.deepEqual(services, ['HTTP@proxy.example'])
})
