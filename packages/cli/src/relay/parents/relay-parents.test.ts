import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { parseParentArgument } from './parent-argument.ts'
import { clientSchemes, relayAnswers, relayParent } from './relay-parents.ts'

const ASKED = { scheme: 'basic', realm: undefined }
const presented = { user: 'max', password: () => new Secret('one') }

test('a parent is named by where it is, without its login', () => {
  const parent = relayParent(parseParentArgument('http://a:b@proxy.corp:8080'), presented)
  assert.equal(parent.label, 'http://proxy.corp:8080')
})

test('the login in an address goes before the one that is for all', async () => {
  const own = relayAnswers(parseParentArgument('http://a:b@proxy.corp:8080'), presented)
  assert.equal((await own['find-login'](ASKED))?.username, 'a')
  const shared = relayAnswers(parseParentArgument('proxy.corp:8080'), presented)
  const login = await shared['find-login'](ASKED)
  assert.deepEqual([login?.username, login?.password.reveal()], ['max', 'one'])
})

test('the password is asked for each time; without one there is no login', async () => {
  let now: Secret | undefined = new Secret('one')
  const answers = relayAnswers(parseParentArgument('proxy.corp'), {
    ...presented,
    password: () => now,
  })
  now = new Secret('two')
  assert.equal((await answers['find-login'](ASKED))?.password.reveal(), 'two')
  now = undefined
  assert.equal(await answers['find-login'](ASKED), undefined)
})

test('of the schemes those that were named are answered', () => {
  assert.deepEqual(
    clientSchemes({ schemes: ['digest', 'ntlm'] }, { scheme: 'https' }).map(({ name }) => name),
    ['digest', 'ntlm'],
  )
  assert.ok(clientSchemes({}, { scheme: 'http' }).length > 3)
  const bySocks = clientSchemes({}, { scheme: 'socks5' })
  assert.deepEqual(
    bySocks.map(({ name }) => name),
    ['socks5'],
  )
  assert.deepEqual(clientSchemes({ schemes: ['ntlm'] }, { scheme: 'socks5' }), [])
})
