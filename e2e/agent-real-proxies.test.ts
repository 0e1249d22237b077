import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import {
  type AgentOptions,
  createDispatcher,
  createHttpAgents,
  ProxyFault,
  proxyFaultOf,
} from '@hopwise/agent'
import { makeCertificates } from './harness/certificates.ts'
import { getByAgents } from './harness/get-by-agents.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { HELLO, type Origin, startOrigin } from './harness/origin.ts'
import { BARRED } from './harness/parent-peers.ts'
import { apache, type StartProxy, squid, tinyproxy } from './harness/real-proxies.ts'
import { ALICE_TOKEN, startSchemeProxy } from './harness/scheme-proxy.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { ALICE, userinfo, WRONG } from './harness/users.ts'

// Every surface of the agent, through every proxy that can be had, by every scheme that it asks for.

type Ask = (url: string, options: AgentOptions) => Promise<string>

const HTTPS = 'https://127.0.0.1:4070/'
const certificates = await makeCertificates(wholeFile)
const ca = certificates.authorityText

const SURFACES: readonly [name: string, ask: Ask][] = [
  [
    'fetch',
    async (url, options) => {
      const dispatcher = createDispatcher({ ...options, tls: { ca } })
      try {
        const one = async () => (await fetch(url, through(dispatcher))).text()
        // Several at once, and one after them: the first meets a proxy that nobody knows yet.
        const texts = await Promise.all([one(), one(), one()])
        return [...texts, await one()].find((text) => text !== HELLO) ?? HELLO
      } finally {
        await dispatcher.destroy()
      }
    },
  ],
  [
    'node:http',
    async (url, options) => {
      const agents = createHttpAgents({ ...options, agent: { ca } })
      try {
        await getByAgents(url, agents)
        return await getByAgents(url, agents)
      } finally {
        agents.http.destroy()
        agents.https.destroy()
      }
    },
  ],
]

const OURS = (scheme: 'basic' | 'digest' | 'bearer'): StartProxy => {
  return async (scope) => (await startSchemeProxy(scope, scheme)).port
}

const PROXIES: readonly [name: string, start: StartProxy, skip: string | false][] = [
  ['our own, Basic', OURS('basic'), false],
  ['our own, Digest', OURS('digest'), false],
  ['our own, Bearer', OURS('bearer'), false],
  ['Squid, Basic', squid('basic'), missing('/usr/sbin/squid')],
  ['Squid, Digest', squid('digest'), missing('/usr/sbin/squid')],
  ['Squid, NTLM by Samba', squid('ntlm'), missing('/usr/sbin/squid', '/usr/bin/ntlm_auth')],
  ['Apache, Basic', apache('basic'), missing('/usr/sbin/apache2')],
  ['Apache, Digest', apache('digest'), missing('/usr/sbin/apache2')],
  ['tinyproxy, Basic', tinyproxy, missing('/usr/bin/tinyproxy')],
]

for (const [name, start, skip] of PROXIES) {
  test(`${name}: every surface gets through, and no origin sees how`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const port = await start(scope)
    const options: AgentOptions = {
      proxy: `http://${userinfo(ALICE)}127.0.0.1:${port}`,
      credentials: ({ scheme }) => (scheme === 'bearer' ? { token: ALICE_TOKEN } : undefined),
    }
    for (const [surface, ask] of SURFACES) {
      for (const tls of [undefined, certificates]) {
        const origin: Origin = await startOrigin(scope, undefined, tls)
        assert.equal(await ask(`${origin.url}/a`, options), HELLO, `${surface}, ${origin.url}`)
        assertNoCredentials(origin)
        assert.doesNotMatch(origin.received(), new RegExp(ALICE_TOKEN))
      }
    }
  })

  test(`${name}: wrong credentials are refused once, and said so`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const port = await start(scope)
    const dispatcher = createDispatcher({
      proxy: `http://${userinfo(WRONG)}127.0.0.1:${port}`,
      credentials: ({ scheme }) => (scheme === 'bearer' ? { token: 'wrong' } : undefined),
    })
    scope.after(() => dispatcher.destroy())
    // tinyproxy answers them with a 401 that could be an origin's, but for CONNECT.
    const urls = start === tinyproxy ? [HTTPS] : [HTTPS, 'http://127.0.0.1:4070/']
    for (const url of urls) {
      const error = await fetch(url, through(dispatcher)).catch((reason) => reason)
      const fault: unknown = error.cause
      assert.ok(fault instanceof ProxyFault, String(fault))
      assert.equal(fault.code, 'CREDENTIALS_REJECTED', fault.message)
      assert.equal(fault.status, start === tinyproxy ? 401 : 407)
    }
  })
}

for (const scheme of ['basic', 'digest', 'ntlm'] as const) {
  test(`Squid, ${scheme}: a 407 for one site is none for the others`, {
    skip: missing('/usr/sbin/squid', '/usr/bin/ntlm_auth'),
  }, async (t) => {
    const scope = scopeOf(t)
    const port = await squid(scheme)(scope)
    const origin = await startOrigin(scope)
    const proxy = `http://${userinfo(ALICE)}127.0.0.1:${port}`
    const dispatcher = createDispatcher({ proxy, tls: { ca } })
    scope.after(() => dispatcher.destroy())
    const get = async (url: string) => await (await fetch(url, through(dispatcher))).text()
    const secure = await startOrigin(scope, undefined, certificates)
    for (const [how, open] of [
      ['https', secure],
      ['http', origin],
    ] as const) {
      assert.equal(await get(open.url), HELLO)
      for (const site of [BARRED, `a.${BARRED}`, `b.${BARRED}`, BARRED]) {
        const { cause: fault } = await get(`${how}://${site}/`).catch((reason) => reason)
        assert.ok(fault instanceof ProxyFault, String(fault))
        assert.equal(fault.code, 'CREDENTIALS_REJECTED')
        assert.match(fault.message, /were accepted before and are refused now/)
      }
      const other = await startOrigin(scope, undefined, how === 'https' ? certificates : undefined)
      assert.equal(await get(other.url), HELLO)
      assert.equal(await get(open.url), HELLO)
    }
  })
}

test('Squid, NTLM by Samba: an origin\u2019s own 407 is a response, the first of all, too', {
  skip: missing('/usr/sbin/squid', '/usr/bin/ntlm_auth'),
}, async (t) => {
  const scope = scopeOf(t)
  const port = await squid('ntlm')(scope)
  const agents = createHttpAgents({ proxy: `http://${userinfo(ALICE)}127.0.0.1:${port}` })
  scope.after(() => {
    agents.http.destroy()
    agents.https.destroy()
  })
  const asking = await startOrigin(scope, (_, response) => {
    response.writeHead(407, { 'proxy-authenticate': 'Basic realm="origin"' })
    response.end('Who are you?')
  })
  const origin = await startOrigin(scope)
  for (const [{ url }, said] of [
    [asking, 'Who are you?'],
    [origin, HELLO],
    [asking, 'Who are you?'],
  ] as const) {
    const request = get(url, { agent: agents.http })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    assert.equal(await text(response), said)
    assert.equal(proxyFaultOf(response), undefined)
  }
  assertNoCredentials(asking)
})

/** Node's own types know the option by those of another undici. */
function through(dispatcher: unknown): RequestInit {
  return { dispatcher } as RequestInit
}
