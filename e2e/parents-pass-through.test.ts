import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Parent } from '@hopwise/proxy'
import { startChildProxy, startTeller } from './harness/child-proxy.ts'
import { missing } from './harness/missing.ts'
import {
  DIGEST_FILE,
  NCSA,
  SAMBA_DOMAIN,
  type SquidScheme,
  startSquid,
} from './harness/parent-peers.ts'
import { scopeOf } from './harness/scope.ts'
import { ALICE, WRONG } from './harness/users.ts'

// Each client's own account at the parent: curl signs in at Squid, through us.

const CASES: readonly [string, SquidScheme, string, readonly string[]][] = [
  ['Basic', 'basic', '--proxy-basic', [NCSA]],
  ['Digest', 'digest', '--proxy-digest', [DIGEST_FILE]],
  ['NTLM', 'ntlm', '--proxy-ntlm', ['ntlm_auth']],
]

for (const [what, scheme, option, needs] of CASES) {
  const skip = missing('curl', 'openssl', '/usr/sbin/squid', ...needs)

  test(`${what} of the client reaches the parent, and its challenge the client`, {
    skip,
  }, async (t) => {
    const scope = scopeOf(t)
    const { port } = await startSquid(scope, scheme)
    const { url } = await startTeller(scope)
    const child = await startChildProxy(
      scope,
      new Parent({
        name: 'corp',
        address: { scheme: 'http', host: 'localhost', port },
        credentials: { kind: 'pass-through' },
      }),
    )
    const as = (user: string, password: string) => {
      const name = scheme === 'ntlm' ? `${SAMBA_DOMAIN}\\${user}` : user
      return [option, '--proxy-user', `${name}:${password}`]
    }
    const right = as(ALICE.user, ALICE.password)
    const twice = await child.curl(`${url}/1`, ...right, `${url}/2`)
    assert.match(twice.ran.stdout, /^GET \/2 0.*GET \/1 0/s, twice.ran.stderr)
    const tunnelled = await child.curl(`${url}/3`, ...right, '--proxytunnel')
    assert.equal(tunnelled.body, 'GET /3 0', tunnelled.ran.stderr)
    const posted = await child.curl(`${url}/4`, ...right, '--data', 'hello')
    assert.equal(posted.body, 'POST /4 5', posted.ran.stderr)
    // Nobody is signed in because somebody else was.
    const bare = await child.curl(`${url}/5`)
    assert.equal(bare.status, 407)
    const wrong = await child.curl(`${url}/6`, ...as(WRONG.user, WRONG.password))
    assert.equal(wrong.status, 407)
    assert.equal(wrong.entry?.fault, undefined)
  })
}
