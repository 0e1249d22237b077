import assert from 'node:assert/strict'
import { chmod } from 'node:fs/promises'
import { dirname } from 'node:path'
import { before, test } from 'node:test'
import { createAsker } from '@hopwise/auth'
import { createKerberosInitiator, loadKerberos, TOOLS } from '@hopwise/auth/node'
import { NOTHING, parentAt, startChildProxy, startTeller } from './harness/child-proxy.ts'
import {
  KERBEROS_PROGRAMS,
  type SignedInRealm,
  startSignedInRealm,
} from './harness/kerberos-realm.ts'
import { missing } from './harness/missing.ts'
import { KERBEROS, type Peer, startSquid } from './harness/parent-peers.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { ALICE } from './harness/users.ts'

// A parent that wants tickets: Squid with its own program, and MIT's KDC.
const skip = missing('curl', '/usr/sbin/squid', KERBEROS, ...KERBEROS_PROGRAMS)
let realm: SignedInRealm
let squid: Peer

before(async () => {
  if (skip !== false) return
  realm = await startSignedInRealm(wholeFile)
  // Squid becomes another user, who has to read it.
  await chmod(dirname(realm.keytab), 0o777)
  await chmod(realm.keytab, 0o644)
  squid = await startSquid(wholeFile, { keytab: realm.keytab }, realm.env)
  // The system's library looks there for tickets.
  for (const name of ['KRB5_CONFIG', 'KRB5CCNAME']) process.env[name] = realm.env[name]
})

test('curl gets, posts and tunnels through a parent that wants Kerberos tickets', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  const { url } = await startTeller(scope)
  const child = await startChildProxy(scope, await parentWith('HTTP@localhost'))
  assert.equal((await child.curl(`${url}/a`)).body, 'GET /a 0')
  assert.equal((await child.curl(`${url}/b`, '--data', 'hello')).body, 'POST /b 5')
  assert.equal((await child.curl(`${url}/c`, '--proxytunnel')).body, 'GET /c 0')
})

test('a ticket for a service that the realm does not know is 502, with the reason', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  const { url } = await startTeller(scope)
  const child = await startChildProxy(scope, await parentWith('HTTP@elsewhere.test'))
  const { status, entry } = await child.curl(`${url}/a`)
  assert.deepEqual([status, entry?.fault], [502, 'PARENT_CHALLENGE_UNANSWERABLE'])
  assert.match(
    entry?.detail ?? '',
    /negotiate \(there is no ticket: the realm knows no service HTTP\/elsewhere\.test: /,
  )
})

async function parentWith(service: string) {
  const initiate = createKerberosInitiator(await loadKerberos(realm.library), service)
  return parentAt(squid.port, ALICE, {
    credentials: {
      kind: 'own',
      asker: createAsker({ tools: TOOLS }),
      answers: { ...NOTHING, 'initiate-context': (ask) => initiate(ask.token, ask.context) },
    },
  })
}
