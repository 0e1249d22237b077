import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import {
  type Authenticator,
  createAuthenticator,
  createRemembered,
  createVerifications,
  DIGEST_HASHES,
  ha1Of,
  SCHEMES,
  Secret,
} from '@hopwise/auth'
import { createFingerprint, TOOLS } from '@hopwise/auth/node'
import { openAccess } from '../../core/access.ts'
import type { ParentOptions } from '../../core/parents/parent.ts'
import { createProxy } from '../../index.ts'
import { authority } from '../../testing/authority.ts'
import { answering, asking, startClient, startOrigin, talk } from '../../testing/loopback.ts'
import { aParent, chainOf, credentials, startChild, withLogin } from '../../testing/parents.ts'
import { connecting } from '../../testing/start-engine.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes'
const SCHEMES_SPOKEN = ['basic', 'digest', 'bearer'] as const

for (const scheme of SCHEMES_SPOKEN) {
  test(`our own proxy as parent, ${scheme}: GET, POST and CONNECT, and the second time unasked`, async (t) => {
    const origin = await startOrigin(t, answering(OK))
    const parent = await startParent(t, authenticatorFor(scheme))
    const { port } = await startChild(
      t,
      aParent(parent.port, { credentials: credentialsFor(scheme) }),
    )
    const client = await startClient(t, port)
    const url = `http://127.0.0.1:${origin.port}`
    client.send(asking(`GET ${url}/ HTTP/1.1`))
    await client.until(/yes$/)
    client.send(`${asking(`POST ${url}/ HTTP/1.1`, 'Content-Length: 3')}abc`)
    await client.until(/yes.*yes$/s)
    client.send(connecting(origin.port))
    await client.until(/yes.*yes.*HTTP\/1\.1 200 /s)
    assert.deepEqual(
      parent.statuses(),
      [407, 200, 200].slice(0, parent.statuses().length),
      'the tunnel is recorded when it ends',
    )
    // What we say to the parent stays with it, and the client's own with us.
    assert.doesNotMatch(origin.received, /authorization/i)
    assert.match(origin.received, /Via: 1\.1 child\r\n.*Via: 1\.1 parent\r\n/s)
  })
}

test('a protocol is switched to through the parent, which asks first', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n')
      socket.on('data', (piece) => socket.write(piece))
    })
  })
  const parent = await startParent(t, authenticatorFor('digest'))
  const { port } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'secret') }),
  )
  const client = await startClient(t, port)
  const lines = ['Connection: Upgrade', 'Upgrade: echo']
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`, ...lines))
  await client.until(/^HTTP\/1\.1 101 .*\r\n\r\n$/s)
  client.send('ping')
  await client.until(/ping$/)
})

test('TLS to the parent: its certificate has to be for its name, and signed by somebody known', async (t) => {
  const ca = authority(t)
  const { certificate, key } = ca.issue('/CN=localhost', 'DNS:localhost')
  const origin = await startOrigin(t, answering(OK))
  const parent = await startParent(t, authenticatorFor('basic'), { certificate, key })
  const own = { credentials: withLogin('us', 'secret'), scheme: 'https' }
  const authorities = [ca.certificate]
  const url = `http://127.0.0.1:${origin.port}/`
  const get = async (options: Partial<ParentOptions> & { scheme: string; host?: string }) => {
    const { port, entry } = await startChild(t, aParent(parent.port, options))
    const text = await talk(t, port, asking(`GET ${url} HTTP/1.1`, 'Connection: close'))
    return { text, entry: await entry() }
  }
  assert.match((await get({ ...own, host: 'localhost', authorities })).text, /yes$/)
  const unknown = await get({ ...own, host: 'localhost' })
  assert.equal(unknown.entry.fault, 'PARENT_TLS_FAILED')
  assert.match(unknown.entry.detail ?? '', /UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET/)
  const elsewhere = await get({ ...own, authorities })
  assert.match(elsewhere.entry.detail ?? '', /ERR_TLS_CERT_ALTNAME_INVALID/)

  const { port } = await startChild(
    t,
    aParent(parent.port, { ...own, host: 'localhost', authorities }),
  )
  const client = await startClient(t, port)
  client.send(`${connecting(origin.port)}GET / HTTP/1.1\r\n\r\n`)
  await client.until(/HTTP\/1\.1 200 .*yes$/s)
})

test('a client’s own credentials go on where that is configured, and the parent’s 407 comes back to it', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const parent = await startParent(t, authenticatorFor('basic'))
  const passing = aParent(parent.port, { credentials: { kind: 'pass-through' } })
  const routing = { choose: () => chainOf(passing) }
  const access = { ...openAccess(ANYBODY), routing }
  const { port, entry } = await startChild(t, passing, { access })
  const line = (user: string) => `Proxy-Authorization: Basic ${btoa(user)}`
  const get = (...lines: readonly string[]) =>
    talk(
      t,
      port,
      [
        `GET http://127.0.0.1:${origin.port}/ HTTP/1.1`,
        'Host: o',
        'Connection: close',
        ...lines,
        '',
        '',
      ].join('\r\n'),
    )
  assert.match(await get(line('us:secret')), /^HTTP\/1\.1 200 /)
  await entry()
  const asked = await get()
  assert.match(asked, /^HTTP\/1\.1 407 .*\r\nProxy-Authenticate: Basic realm="corp"/s)
  assert.match(asked, /^Proxy-Status: child; next-hop="corp"; received-status=407\r$/m)
  assert.equal((await entry()).outcome, 'relayed')
  const connect = `CONNECT 127.0.0.1:${origin.port} HTTP/1.1\r\nHost: o\r\n`
  const client = await startClient(t, port)
  client.send(`${connect}\r\n`)
  await client.until(/^HTTP\/1\.1 407 .*\r\n\r\n/s)
  client.send(`${connect}${line('us:secret')}\r\n\r\n`)
  await client.until(/HTTP\/1\.1 200 Connection established/)
  // What was sent behind a CONNECT that is refused is not read as a request.
  const smuggled = await talk(
    t,
    port,
    `${connect}\r\nGET http://x.example/ HTTP/1.1\r\nHost: x.example\r\n\r\n`,
  )
  assert.match(smuggled, /^Connection: close\r$/m)
  assert.equal(smuggled.match(/HTTP\/1\.1 /g)?.length, 1)
})

const ANYBODY: Authenticator = {
  challenges: () => [],
  authenticate: () => ({ kind: 'accepted', user: 'anybody', scheme: 'client-address' }),
}

async function startParent(
  t: TestContext,
  authenticator: Authenticator,
  tls?: { readonly certificate: string; readonly key: string },
) {
  const statuses: number[] = []
  const proxy = createProxy({
    name: 'parent',
    egress: { allowPrivate: true },
    access: openAccess(authenticator),
    record: ({ status }) => void statuses.push(status),
  })
  const { port } = await proxy.listen(
    { host: '127.0.0.1', port: 0 },
    { access: openAccess(authenticator), tls },
  )
  t.after(() => proxy.drain(0))
  return { port, statuses: () => statuses }
}

/** One user, `us` with the password `secret`, or the token `token-of-ours`. */
function authenticatorFor(scheme: (typeof SCHEMES_SPOKEN)[number]): Authenticator {
  const store = { name: 'fixed', version: () => 0 }
  const settings = { realm: 'corp', tools: TOOLS }
  return createAuthenticator({
    schemes: [SCHEMES.get(scheme)!.serve(settings)],
    sources: {
      passwords: {
        ...store,
        check: async (user, password) =>
          user === 'us' && password.reveal() === 'secret'
            ? { kind: 'right', user }
            : { kind: 'wrong-password' },
      },
      digests: {
        ...store,
        find: async (_name, realm, algorithm) => ({
          kind: 'found',
          user: 'us',
          username: 'us',
          ha1: new Secret(ha1Of(TOOLS, DIGEST_HASHES[algorithm], 'us', realm, 'secret')),
        }),
      },
      tokens: {
        ...store,
        check: async (token) =>
          token.reveal() === 'token-of-ours'
            ? { kind: 'right', user: 'us' }
            : { kind: 'token-unknown' },
      },
      verifications: createVerifications(),
    },
    remembered: createRemembered({ nowMs: () => performance.now(), wallClockMs: Date.now }),
    fingerprint: createFingerprint(),
  })
}

function credentialsFor(scheme: (typeof SCHEMES_SPOKEN)[number]) {
  if (scheme !== 'bearer') return withLogin('us', 'secret')
  return credentials({ 'find-token': () => new Secret('token-of-ours') })
}
