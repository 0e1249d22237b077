import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { chainStores, type PasswordStore } from '@hopwise/auth'
import {
  createHelperStore,
  createHttpVerifier,
  type HelperStoreOptions,
  openPasswordFile,
} from '@hopwise/auth/node'

import { PEOPLE, peopleOf } from './harness/directory-people.ts'
import { missing } from './harness/missing.ts'
import { startOrigin } from './harness/origin.ts'
import { run } from './harness/run-program.ts'
import { scopeOf } from './harness/scope.ts'
import { makeSlapd, SLAPD, SUFFIX } from './harness/slapd.ts'
import { startStoreProxy } from './harness/store-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, MAX, writeHtpasswd } from './harness/users.ts'

const NCSA = '/usr/lib/squid/basic_ncsa_auth'
const LDAP = '/usr/lib/squid/basic_ldap_auth'
const skip = missing('curl', 'openssl', NCSA)
const skipLdap = missing('curl', SLAPD, LDAP)

test('basic_ncsa_auth of Squid verifies what its own htpasswd file says', { skip }, async (t) => {
  const { ask, proxy } = await withHelper(t, await ncsa(t))
  assert.equal((await ask(`${ALICE.user}:${ALICE.password}`)).status, 200)
  assert.equal((await ask(`${MAX.user}:${MAX.password}`)).status, 200, 'delimiters and all')
  const wrong = await ask(`${ALICE.user}:looking-glass`)
  assert.deepEqual([wrong.status, wrong.entry?.fault], [407, 'CREDENTIALS_REJECTED'])
  const unknown = await ask('mallory:wonderland')
  assert.deepEqual([unknown.status, unknown.entry?.fault], [407, 'CREDENTIALS_REJECTED'])
  assert.deepEqual(unknown.entry?.detail, wrong.entry?.detail)
  assert.equal(proxy.entries.length, 4)
})

test('no process has a password among its arguments', { skip }, async (t) => {
  const { ask } = await withHelper(t, await ncsa(t))
  await ask(`${ALICE.user}:${ALICE.password}`)
  const { stdout } = await run('ps', ['-eo', 'args'])
  assert.match(stdout, /basic_ncsa_auth/)
  assert.doesNotMatch(
    stdout
      .split('\n')
      .filter((line) => line.includes('ncsa'))
      .join('\n'),
    new RegExp(ALICE.password),
  )
})

test('a program that is killed in the middle is started again, and nobody notices', {
  skip,
}, async (t) => {
  const told: string[] = []
  const notify = (sentence: string): void => void told.push(sentence)
  const { ask } = await withHelper(t, await ncsa(t), { processes: 1, rememberMs: 0, notify })
  assert.equal((await ask(`${ALICE.user}:${ALICE.password}`)).status, 200)
  const { stdout } = await run('pgrep', ['-P', String(process.pid), '-f', NCSA])
  process.kill(Number(stdout.trim()), 'SIGKILL')
  assert.equal((await ask(`${ALICE.user}:${ALICE.password}`)).status, 200)
  assert.deepEqual(told, [`${NCSA}: it was ended by SIGKILL`])
})

test('a program that cannot work is 503, with what it said for the operator', {
  skip,
}, async (t) => {
  const told: string[] = []
  const notify = (sentence: string): void => void told.push(sentence)
  const { ask } = await withHelper(t, [NCSA, '/nowhere/passwd'], { notify })
  const { status, entry } = await ask(`${ALICE.user}:${ALICE.password}`)
  assert.deepEqual([status, entry?.fault], [503, 'VERIFIER_UNAVAILABLE'])
  assert.match(
    entry?.detail ?? '',
    /^the user store helper could not be asked: \/usr\/lib\/squid\/basic_ncsa_auth: it ended with code 1/,
  )
  assert.match(told.join('\n'), /says: FATAL: cannot stat \/nowhere\/passwd/)
})

test('basic_ldap_auth of Squid verifies with a directory', { skip: skipLdap }, async (t) => {
  const scope = scopeOf(t)
  const slapd = await makeSlapd(scope, { ldif: peopleOf('x') })
  await slapd.start()
  const secret = join(await tempDir(scope), 'secret')
  await writeFile(secret, 'proxy', { mode: 0o600 })
  const bind = ['-D', `cn=proxy,${SUFFIX}`, '-W', secret]
  const command = [LDAP, '-b', PEOPLE, ...bind, '-f', '(uid=%s)', '-H', slapd.url, '-v', '3']
  // To a wrong password it says "BH Success", as to anything that it cannot find.
  const broken = await withHelper(t, command)
  const { entry } = await broken.ask('alice:looking-glass')
  assert.match(entry?.detail ?? '', /it says that it cannot tell: Success$/)
  const { ask } = await withHelper(t, command, { brokenMeansNo: true })
  assert.equal((await ask('alice:wonderland')).status, 200)
  assert.equal((await ask('alice:looking-glass')).status, 407)
  assert.equal((await ask('*:wonderland')).status, 407)
  assert.equal((await ask('alice:')).status, 407)
})

test('a web service is asked, and told which request it is about', { skip }, async (t) => {
  const seen: Record<string, unknown>[] = []
  const { ask, origin } = await withHook(t, (request, response) => {
    seen.push(request.headers)
    const isRight = request.headers.authorization === `Basic ${btoa('alice:wonderland')}`
    response.writeHead(isRight ? 204 : 401, { 'Remote-Groups': 'staff' }).end()
  })
  assert.equal((await ask('alice:wonderland')).status, 200)
  assert.equal((await ask('alice:looking-glass')).status, 407)
  const [first] = seen
  assert.equal(first?.['x-real-ip'], '127.0.0.1')
  assert.equal(first?.['x-original-method'], 'GET')
  assert.equal(first?.['x-original-url'], `${origin}/`)
})

test('a web service that fails, hangs or is gone is 503, each in its own words', {
  skip,
}, async (t) => {
  const cases: readonly [RequestListener, RegExp, timeLimitMs?: number][] = [
    [(_, response) => void response.writeHead(500).end(), /it answered 500, which is neither yes/],
    [() => {}, /no answer within 200 ms$/, 200],
    [(request) => void request.socket.destroy(), /closed without an answer/],
  ]
  for (const [listener, sentence, timeLimitMs] of cases) {
    const { ask } = await withHook(t, listener, timeLimitMs)
    const { status, entry } = await ask('alice:wonderland')
    assert.deepEqual([status, entry?.fault], [503, 'VERIFIER_UNAVAILABLE'])
    assert.match(entry?.detail ?? '', /^the user store http could not be asked: http:\/\/127/)
    assert.match(entry?.detail ?? '', sentence)
  }
})

test('several stores in order: who is in the file gets in while the service is down, nobody else is told that a password is wrong', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  const file = await openPasswordFile(await writeHtpasswd(await tempDir(scope)))
  scope.after(() => file.close())
  const gone = createHttpVerifier({ url: 'http://127.0.0.1:1/' })
  const { ask } = await proxied(t, chainStores([gone, file]))
  assert.equal((await ask(`${ALICE.user}:${ALICE.password}`)).status, 200)
  assert.equal((await ask(`${ALICE.user}:looking-glass`)).status, 407)
  const { status, entry } = await ask('bob:builder')
  assert.deepEqual([status, entry?.fault], [503, 'VERIFIER_UNAVAILABLE'])
  assert.equal(
    entry?.detail,
    'the user store http, htpasswd could not be asked: http: http://127.0.0.1:1/: nothing listens there: is the service running, and is the port right?',
  )
})

async function ncsa(t: TestContext): Promise<readonly string[]> {
  const path = await writeHtpasswd(await tempDir(scopeOf(t)))
  return [NCSA, path]
}

async function withHelper(
  t: TestContext,
  command: readonly string[],
  options: Partial<HelperStoreOptions> = {},
) {
  const store = createHelperStore({ command, ...options })
  t.after(() => store.close())
  return proxied(t, store)
}

async function withHook(t: TestContext, listener: RequestListener, timeLimitMs = 10_000) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const store = createHttpVerifier({ url: `http://127.0.0.1:${port}/auth`, timeLimitMs })
  t.after(() => {
    store.close()
    server.closeAllConnections()
    server.close()
  })
  return proxied(t, store)
}

async function proxied(t: TestContext, store: PasswordStore) {
  const scope = scopeOf(t)
  const proxy = await startStoreProxy(scope, store)
  const { url } = await startOrigin(scope)
  return { proxy, origin: url, ask: (userPass: string) => proxy.curl(url, userPass) }
}
