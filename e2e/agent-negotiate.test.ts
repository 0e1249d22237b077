import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import * as http from 'node:http'
import * as https from 'node:https'
import { dirname, join } from 'node:path'
import { before, test } from 'node:test'
import { createDispatcher, createHttpAgents } from '@hopwise/agent'
import { loadKerberos } from '@hopwise/auth/node'
import { type Certificates, makeCertificates } from './harness/certificates.ts'
import {
  KERBEROS_PROGRAMS,
  type SignedInRealm,
  startSignedInRealm,
} from './harness/kerberos-realm.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { HELLO, type Origin, startOrigin } from './harness/origin.ts'
import { KERBEROS, type Peer, startSquid } from './harness/parent-peers.ts'
import { type Ran, run } from './harness/run-program.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'

// Squid with its own program that verifies tickets, and MIT's KDC: what a company has.
const skip = missing('/usr/sbin/squid', KERBEROS, ...KERBEROS_PROGRAMS)
let realm: SignedInRealm
let squid: Peer
let certificates: Certificates

before(async () => {
  if (skip !== false) return
  certificates = await makeCertificates(wholeFile)
  realm = await startSignedInRealm(wholeFile)
  squid = await startSquidWith(realm.keytab)
  // The system's library looks there for tickets.
  for (const name of ['KRB5_CONFIG', 'KRB5CCNAME']) process.env[name] = realm.env[name]
})

for (const scheme of ['http', 'https'] as const) {
  test(`fetch to ${scheme} shows the ticket to the proxy, and to nobody else`, {
    skip,
  }, async (t) => {
    const scope = scopeOf(t)
    const kerberos = await loadKerberos(realm.library)
    const origin = await originBy(scheme, scope)
    const ca = certificates.authorityText
    const dispatcher = createDispatcher({ proxy: proxyUrl(), kerberos, tls: { ca } })
    scope.after(() => dispatcher.destroy())
    const one = async () => {
      const response = await fetch(`${origin.url}/a`, { dispatcher } as unknown as RequestInit)
      return response.text()
    }
    assert.deepEqual(await Promise.all([one(), one(), one()]), Array(3).fill(HELLO))
    assert.equal(await one(), HELLO)
    assertNoCredentials(origin)
    assert.doesNotMatch(origin.received(), /negotiate/i)
  })

  test(`node:http to ${scheme} does so, too`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const kerberos = await loadKerberos(realm.library)
    const origin = await originBy(scheme, scope)
    const ca = certificates.authorityText
    const agents = createHttpAgents({ proxy: proxyUrl(), kerberos, agent: { ca } })
    scope.after(() => {
      agents.http.destroy()
      agents.https.destroy()
    })
    for (let i = 0; i < 2; i++) {
      const asking =
        scheme === 'https'
          ? https.get(origin.url, { agent: agents.https })
          : http.get(origin.url, { agent: agents.http })
      const [response] = (await once(asking, 'response')) as [http.IncomingMessage]
      assert.equal(response.statusCode, 200)
      await once(response.resume(), 'end')
    }
    assertNoCredentials(origin)
  })
}

test('a program that was not changed gets out by its ticket', { skip }, async (t) => {
  const origin = await startOrigin(scopeOf(t))
  const program = join(ROOT, 'e2e/programs/fetch.mjs')
  const args = ['--import', '@hopwise/agent/register', program, origin.url]
  const env = { ...withPackage(), http_proxy: proxyUrl() }
  const { stdout, stderr } = await run(process.execPath, args, { env, cwd: ROOT })
  assert.ok(stdout.includes(HELLO.trim()), stdout + stderr)
  assertNoCredentials(origin)
})

test('nobody signed in: the fault says kinit', { skip }, async () => {
  const { stdout } = await fetched(proxyUrl(), { KRB5CCNAME: 'FILE:/nonexistent' })
  assert.match(
    stdout,
    /^CHALLENGE_UNANSWERABLE: http:\/\/localhost:\d+ answered 407: .*negotiate: no/,
  )
  assert.match(stdout, /no ticket – nobody is signed in to the realm here: kinit/)
})

test('a proxy by a name that the realm does not know: the fault says which', { skip }, async () => {
  const { stdout } = await fetched(`http://127.0.0.1:${squid.port}`)
  assert.match(stdout, /CHALLENGE_UNANSWERABLE.*the realm knows no service HTTP\/127\.0\.0\.1: /)
})

test('the package kerberos is not there: the fault says how to get it', { skip }, async () => {
  const { stdout } = await fetched(proxyUrl(), { NODE_PATH: '' })
  assert.match(
    stdout,
    /CHALLENGE_UNANSWERABLE.*negotiate: not possible here – .*npm install kerberos/,
  )
})

test('a proxy whose key is another than that of the realm refuses the ticket, once', {
  skip,
}, async () => {
  const keytab = join(dirname(realm.keytab), 'other.keytab')
  await realm.administer('addprinc -randkey HTTP/other', `ktadd -k ${keytab} HTTP/other`)
  const strange = await startSquidWith(keytab)
  const { stdout } = await fetched(`http://localhost:${strange.port}`)
  assert.match(stdout, /^CREDENTIALS_REJECTED: .*negotiate: the ticket was refused/)
})

function originBy(scheme: 'http' | 'https', scope: Scope): Promise<Origin> {
  return startOrigin(scope, undefined, scheme === 'https' ? certificates : undefined)
}

function proxyUrl(): string {
  return `http://localhost:${squid.port}`
}

function fetched(proxy: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const program = join(ROOT, 'e2e/programs/fetch-with-tickets.mjs')
  const args = [program, proxy, 'https://127.0.0.1:4070/']
  return run(process.execPath, args, { env: { ...withPackage(), ...env } })
}

/** As if the program had installed the package `kerberos`. */
function withPackage(): Readonly<Record<string, string>> {
  return { ...realm.env, NODE_PATH: join(realm.library, 'node_modules') }
}

async function startSquidWith(keytab: string): Promise<Peer> {
  // Squid becomes another user, who has to read it.
  await chmod(dirname(keytab), 0o777)
  await chmod(keytab, 0o644)
  return startSquid(wholeFile, { keytab }, realm.env)
}
