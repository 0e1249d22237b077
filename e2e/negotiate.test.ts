import assert from 'node:assert/strict'
import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { drive, negotiateClient } from '@hopwise/auth'
import { createKerberosInitiator, loadKerberos, TOOLS } from '@hopwise/auth/node'
import { parseChallenges } from '@hopwise/http'
import { makeCertificates } from './harness/certificates.ts'
import {
  KERBEROS_PROGRAMS,
  KERBEROS_REALM,
  type SignedInRealm,
  startSignedInRealm,
} from './harness/kerberos-realm.ts'
import { missing } from './harness/missing.ts'
import { HELLO, startOrigin } from './harness/origin.ts'
import { type Ran, run } from './harness/run-program.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { type StartedProxy, startProxy } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'

// A real KDC (MIT's), real tickets, and programs nobody here wrote.
const skip = missing('curl', ...KERBEROS_PROGRAMS)
let realm: SignedInRealm
let proxy: StartedProxy

before(async () => {
  if (skip !== false) return
  realm = await startSignedInRealm(wholeFile)
  proxy = await startNegotiating(realm.keytab)
})

test('curl signs in with its ticket at once, and gets the mutual token', { skip }, async (t) => {
  const origin = await startOrigin(scopeOf(t))
  const from = proxy.exchanges.all().length
  const { stdout, stderr } = await curl('--proxy-negotiate', origin.url)
  assert.equal(stdout, HELLO)
  assert.match(stderr, /^< Proxy-Authenticate: Negotiate [A-Za-z0-9+/]+=*\r?$/m)
  const [entry] = await entriesOf(proxy, from, 1)
  assert.deepEqual([entry?.user, entry?.scheme, entry?.outcome], ['alice', 'negotiate', 'relayed'])
  assert.ok(!origin.received().includes('Negotiate'), 'nothing of it reaches the origin')
})

test('curl that is to find out tunnels with its ticket after one 407', { skip }, async (t) => {
  const scope = scopeOf(t)
  const certificates = await makeCertificates(scope)
  const origin = await startOrigin(scope, undefined, certificates)
  const from = proxy.exchanges.all().length
  const { stdout, stderr } = await curl('--proxy-anyauth', '--insecure', origin.url)
  assert.equal(stdout, HELLO, stderr)
  const entries = await entriesOf(proxy, from, 2)
  assert.deepEqual(
    entries.map(({ outcome, method, user }) => [outcome, method, user]),
    [
      ['challenged', 'CONNECT', undefined],
      ['tunnelled', 'CONNECT', 'alice'],
    ],
  )
})

test('a program without a ticket is refused, and told nothing of why', { skip }, async () => {
  const env = { ...realm.env, KRB5CCNAME: 'FILE:/nonexistent' }
  const { stdout } = await curlWith(env, proxy, '--proxy-negotiate', 'http://hopwise.internal/')
  assert.match(stdout, /^hopwise: 407 .*CREDENTIALS_MISSING/)
})

test('our own client and server agree, through the KDC', { skip }, async () => {
  const before = { ...process.env }
  Object.assign(process.env, realm.env)
  try {
    const initiate = createKerberosInitiator(await loadKerberos(realm.library), 'HTTP@localhost')
    const [challenge] = parseChallenges(['Negotiate']).challenges
    const requested = { method: 'GET', target: '/', tools: TOOLS }
    const answer = await drive(negotiateClient.answer(challenge!, requested), {
      'initiate-context': ({ token, context }) => initiate(token, context),
    })
    assert.ok(answer.kind === 'answered', JSON.stringify(answer))
    const { stdout } = await curl(
      '--proxy-header',
      `Proxy-Authorization: ${answer.value.reveal()}`,
      'http://hopwise.internal/',
    )
    assert.match(stdout, /^You are alice\./)
  } finally {
    process.env = before
  }
})

const TROUBLES: readonly [name: string, spoil: (keytab: string) => Promise<void>, says: RegExp][] =
  [
    [
      'the keytab is gone',
      (keytab) => rename(keytab, `${keytab}.gone`),
      /keytab is not there: check the path/,
    ],
    [
      'the keytab has the key of another service',
      async (keytab) => {
        await rename(keytab, `${keytab}.gone`)
        await realm.administer('addprinc -randkey HTTP/other', `ktadd -k ${keytab} HTTP/other`)
      },
      /has no key for the service/,
    ],
  ]

for (const [name, spoil, says] of TROUBLES) {
  test(`an operator is told what to look at when ${name}`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const keytab = join(await tempDir(scope), 'http.keytab')
    await realm.administer(`ktadd -norandkey -k ${keytab} HTTP/localhost`)
    await chmod(keytab, 0o600)
    const spoilt = await startNegotiating(keytab, scope)
    await spoil(keytab)
    const { stdout } = await curlWith(
      realm.env,
      spoilt,
      '--proxy-negotiate',
      'http://hopwise.internal/',
    )
    assert.match(stdout, /^hopwise: 503 .*VERIFIER_UNAVAILABLE/)
    assert.doesNotMatch(stdout, /keytab/, 'it is for the operator only')
    const [entry] = await entriesOf(spoilt, 0, 1)
    assert.match(entry?.detail ?? '', says)
  })
}

test('a client whose clock is wrong is refused, and the operator reads which clocks to set', {
  skip: skip || missing('faketime'),
}, async () => {
  const from = proxy.exchanges.all().length
  const through = ['--proxy', `http://localhost:${proxy.port}`, '--proxy-user', ':']
  const args = ['-f', '+15m', 'curl', '--silent', ...through, '--proxy-negotiate']
  const { stdout } = await run('faketime', [...args, 'http://hopwise.internal/'], {
    env: realm.env,
  })
  assert.match(stdout, /^hopwise: 407 .*TICKET_REJECTED/)
  const [entry] = await entriesOf(proxy, from, 1)
  assert.match(entry?.detail ?? '', /clocks of the client and of this machine differ/)
})

test('a type of encryption that the proxy may not use is said to the operator', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  const dir = await tempDir(scope)
  const settings = await readFile(realm.env['KRB5_CONFIG'] ?? '', 'utf8')
  const weaker = join(dir, 'krb5.conf')
  const permitted = '[libdefaults]\n  permitted_enctypes = aes128-cts-hmac-sha256-128'
  await writeFile(weaker, settings.replace('[libdefaults]', permitted))
  const env = { ...realm.env, KRB5_CONFIG: weaker }
  const strict = await startNegotiating(realm.keytab, scope, env)
  const target = 'http://hopwise.internal/'
  const { stdout } = await curlWith(realm.env, strict, '--proxy-negotiate', target)
  assert.match(stdout, /^hopwise: (407|503) .*(TICKET_REJECTED|VERIFIER_UNAVAILABLE)/)
  const [entry] = await entriesOf(strict, 0, 1)
  assert.match(entry?.detail ?? '', /encryption type/)
})

test('another name for the proxy is another service: the journal says so', { skip }, async () => {
  const from = proxy.exchanges.all().length
  await realm.administer('addprinc -randkey HTTP/elsewhere')
  const initiate = await withRealm(async () => {
    const kerberos = await loadKerberos(realm.library)
    return createKerberosInitiator(kerberos, 'HTTP@elsewhere')(undefined, undefined)
  })
  assert.ok(initiate.kind === 'token', JSON.stringify(initiate))
  const { stdout } = await curl(
    '--proxy-header',
    `Proxy-Authorization: Negotiate ${initiate.token}`,
    'http://hopwise.internal/',
  )
  assert.match(stdout, /^hopwise: 407 .*TICKET_REJECTED/)
  const [entry] = await entriesOf(proxy, from, 1)
  assert.match(entry?.detail ?? '', /no key for the service/)
})

function entriesOf({ exchanges }: StartedProxy, from: number, count: number) {
  return exchanges.until(`${count} exchanges`, () => {
    const entries = exchanges.all().slice(from)
    return entries.length >= count ? entries : undefined
  })
}

async function withRealm<T>(work: () => Promise<T>): Promise<T> {
  const before = { ...process.env }
  Object.assign(process.env, realm.env)
  try {
    return await work()
  } finally {
    process.env = before
  }
}

async function startNegotiating(
  keytab: string,
  scope = wholeFile,
  env = realm.env,
): Promise<StartedProxy> {
  const config = join(await tempDir(scope), 'hopwise.yaml')
  await writeFile(
    config,
    `authentication:
  default:
    schemes: [negotiate]
    negotiate:
      keytab: ${keytab}
      service: HTTP@localhost
      realm: ${KERBEROS_REALM}
      library: ${realm.library}
`,
  )
  return startProxy(scope, { config, env })
}

function curl(...args: readonly string[]): Promise<Ran> {
  return curlWith(realm.env, proxy, ...args)
}

function curlWith(
  env: Readonly<Record<string, string>>,
  { port }: StartedProxy,
  ...args: readonly string[]
): Promise<Ran> {
  const through = ['--proxy', `http://localhost:${port}`, '--proxy-user', ':']
  return run('curl', ['--silent', '--verbose', ...through, ...args], { env })
}
