import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { type ChildProxy, parentAt, startChildProxy, startTeller } from './harness/child-proxy.ts'
import { missing } from './harness/missing.ts'
import {
  BARRED,
  DIGEST_FILE,
  NCSA,
  type Peer,
  SAMBA_DOMAIN,
  startApache,
  startSquid,
  startTinyproxy,
} from './harness/parent-peers.ts'
import { type Scope, scopeOf } from './harness/scope.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, WRONG } from './harness/users.ts'

// Parents that nobody here wrote, asked by ours, which curl asks.

interface Case {
  readonly what: string
  readonly needs: readonly string[]
  readonly user?: string
  start(scope: Scope): Promise<Peer>
}

const SQUID = ['/usr/sbin/squid', 'openssl', 'curl']
const CASES: readonly Case[] = [
  { what: 'Squid, Basic', needs: [...SQUID, NCSA], start: (scope) => startSquid(scope, 'basic') },
  {
    what: 'Squid, Digest',
    needs: [...SQUID, DIGEST_FILE],
    start: (scope) => startSquid(scope, 'digest'),
  },
  {
    what: 'Squid, NTLM by Samba',
    needs: [...SQUID, 'ntlm_auth'],
    user: `${SAMBA_DOMAIN}\\${ALICE.user}`,
    start: (scope) => startSquid(scope, 'ntlm'),
  },
  {
    what: 'Apache, Basic',
    needs: ['/usr/sbin/apache2', 'openssl', 'curl'],
    start: (scope) => startApache(scope, 'basic'),
  },
  {
    what: 'Apache, Digest',
    needs: ['/usr/sbin/apache2', 'openssl', 'curl'],
    start: (scope) => startApache(scope, 'digest'),
  },
  { what: 'tinyproxy, Basic', needs: ['tinyproxy', 'curl'], start: startTinyproxy },
]

for (const { what, needs, user = ALICE.user, start } of CASES) {
  const skip = missing(...needs)
  const login = { ...ALICE, user }

  test(`${what}: curl gets, posts little and much, and tunnels, with no credentials of its own`, {
    skip,
  }, async (t) => {
    const scope = scopeOf(t)
    const { child, url, fields } = await childOf(scope, await start(scope), login)
    assert.equal((await child.curl(`${url}/a`)).body, 'GET /a 0')
    assert.equal((await child.curl(`${url}/b`, '--data', 'hello')).body, 'POST /b 5')
    const large = join(await tempDir(scope), 'large')
    await writeFile(large, new Uint8Array(3_000_000))
    const upload = await child.curl(`${url}/c`, '--data-binary', `@${large}`)
    assert.equal(upload.body, 'POST /c 3000000', upload.ran.stderr)
    const chunked = ['-H', 'Transfer-Encoding: chunked', '--data-binary', `@${large}`]
    const streamed = await child.curl(`${url}/d`, ...chunked, '-X', 'PUT')
    assert.equal(streamed.body, 'PUT /d 3000000', streamed.ran.stderr)
    const tunnelled = await child.curl(`${url}/e`, '--proxytunnel')
    assert.equal(tunnelled.body, 'GET /e 0', tunnelled.ran.stderr)
    for (const { parent, route, fault } of child.entries) {
      assert.deepEqual([parent, route, fault], ['corp', 'parent', undefined])
    }
    for (const headers of fields) assert.equal(headers['proxy-authorization'], undefined)
  })

  test(`${what}: the first thing is a tunnel, several at one time`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const { child, url } = await childOf(scope, await start(scope), login)
    const asked = await Promise.all(
      ['/1', '/2', '/3', '/4'].map((path) => child.curl(url + path, '--proxytunnel')),
    )
    assert.deepEqual(
      asked.map(({ body }) => body),
      ['GET /1 0', 'GET /2 0', 'GET /3 0', 'GET /4 0'],
    )
  })

  test(`${what}: sixty requests at once, none of which is asked twice for nothing`, {
    skip,
  }, async (t) => {
    const scope = scopeOf(t)
    const { child, url } = await childOf(scope, await start(scope), login)
    const parallel = ['--parallel', '--parallel-immediate', '--parallel-max', '20']
    const { ran } = await child.curl(`${url}/[1-60]`, ...parallel)
    assert.equal(ran.stdout.match(/GET \/\d+ 0/g)?.length, 60, ran.stderr)
    for (const { fault } of child.entries) assert.equal(fault, undefined)
  })

  test(`${what}: a wrong password is 502, says whose, and is sent once`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const { child, url } = await childOf(scope, await start(scope), { ...WRONG, user })
    // To a GET tinyproxy says 401, as an origin does.
    const args = what.startsWith('tinyproxy') ? ['--proxytunnel', '-v'] : ['-i', '-v']
    const first = await child.curl(`${url}/a`, ...args)
    assert.equal(first.status, 502)
    const status = /^< Proxy-Status: child;.* next-hop="corp"; received-status=40[17];/m
    assert.match(first.ran.stderr, status)
    assert.doesNotMatch(first.body, /^Proxy-Authenticate:/im)
    assert.equal(first.entry?.fault, 'PARENT_CREDENTIALS_REJECTED')
    const second = await child.curl(`${url}/a`, '--proxytunnel')
    assert.deepEqual([second.status, second.entry?.fault], [502, 'PARENT_CREDENTIALS_REJECTED'])
    assert.match(second.entry?.detail ?? '', /was refused before|refused/)
  })
}

for (const { what, needs, user = ALICE.user, start } of CASES.slice(0, 3)) {
  test(`${what}: a 407 for one site is none for the others`, {
    skip: missing(...needs),
  }, async (t) => {
    const scope = scopeOf(t)
    const { child, url } = await childOf(scope, await start(scope), { ...ALICE, user })
    for (const args of [['--proxytunnel'], []]) {
      assert.equal((await child.curl(`${url}/a`, ...args)).body, 'GET /a 0')
      for (const site of [BARRED, `a.${BARRED}`, `b.${BARRED}`, BARRED]) {
        const refused = await child.curl(`http://${site}/`, ...args)
        assert.equal(refused.status, 502)
        assert.equal(refused.entry?.fault, 'PARENT_CREDENTIALS_REJECTED')
        assert.match(refused.entry?.detail ?? '', /accepted the credentials for it before/)
      }
      const other = await startTeller(scope)
      assert.equal((await child.curl(`${other.url}/b`, ...args)).body, 'GET /b 0')
      assert.equal((await child.curl(`${url}/c`, ...args)).body, 'GET /c 0')
    }
  })
}

async function childOf(
  scope: Scope,
  peer: Peer,
  login: { readonly user: string; readonly password: string },
): Promise<{ child: ChildProxy; url: string; fields: Record<string, unknown>[] }> {
  const { url, fields } = await startTeller(scope)
  const child = await startChildProxy(scope, parentAt(peer.port, login))
  return { child, url, fields }
}
