import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Entry } from '@hopwise/journal'
import { makeCertificates } from './harness/certificates.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { startOriginsOfCases } from './harness/origins-of-cases.ts'
import { run } from './harness/run-program.ts'
import { startSchemeProxy } from './harness/scheme-proxy.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { type SilentProxy, startSilentProxy } from './harness/silent-proxy.ts'
import { ROOT } from './harness/start-proxy.ts'
import { ALICE, type Credentials, userinfo, WRONG } from './harness/users.ts'

// What Node programs ask with, each with the agent in its hand, as its documents say, and each as it is
// under `register`. That a program ends by itself is part of every case: nothing keeps it.

const skip = missing('openssl')
const certificates = await makeCertificates(wholeFile)
const register = pathToFileURL(join(ROOT, 'packages/agent/src/register.ts')).href
const program = join(ROOT, 'e2e/programs/http-clients.mjs')

type How = 'given' | 'alone'

interface Client {
  readonly name: string
  /** Whether it goes where a redirect says, to another scheme as well. */
  readonly follows: boolean
}

const CLIENTS: readonly Client[] = [
  { name: 'fetch', follows: true },
  { name: 'undici fetch', follows: true },
  { name: 'undici request', follows: false },
  { name: 'undici stream', follows: false },
  { name: 'node:http', follows: false },
  { name: 'axios', follows: true },
  { name: 'got', follows: true },
  // It has one place for an agent, and so one scheme, and stays for as long as the server lets it, since
  // it does not read what comes with a redirect.
  { name: 'needle', follows: false },
  { name: 'node-fetch', follows: true },
]
const SOCKETS = ['WebSocket of Node', 'WebSocket of undici', 'ws']
/** undici goes on with a connection that nobody waits for, and `request` and `stream` wait for it. */
const ABORTED: readonly (readonly [name: string, ...cases: readonly string[]])[] = [
  ['fetch', 'aborted http', 'aborted https, may stay'],
  ['undici request', 'aborted http'],
  ['node:http', 'aborted http', 'aborted https'],
  ['axios', 'aborted https'],
  ['got', 'aborted https'],
  ['needle', 'aborted https'],
  ['node-fetch', 'aborted https'],
]
const HOWS: readonly How[] = ['given', 'alone']

for (const how of HOWS) {
  for (const { name, follows } of CLIENTS) {
    test(`${name}, ${titled(how)}, gets everything, from http and https, on connections that it keeps`, {
      skip,
    }, async (t) => {
      const { asked, proxy, origins } = await stage(scopeOf(t), name, how, ALICE)
      const told = await asked([...IN_TURN, ...GETS, ...(follows ? REDIRECTS : [])])
      const { [IN_TURN[0]]: plain, [IN_TURN[1]]: secure, ...got } = told
      assert.deepEqual(got, { ...GOT, ...(follows && REDIRECTED) })
      // Five requests; undici makes a second connection when the first has not come to rest yet.
      assert.ok(Number(secure?.text) <= 2, JSON.stringify(told))
      assert.equal(plain?.status, 200)
      for (const origin of origins) assertNoCredentials(origin)
      assert.ok(proxy.entries.every(({ user, status }) => user === ALICE.user || status === 407))
    })

    test(`${name}, ${titled(how)}, is told why the proxy refused, once, without the password`, {
      skip,
    }, async (t) => {
      const { asked, proxy, origins } = await stage(scopeOf(t), name, how, WRONG)
      const told = await asked(['get https', 'get http'])
      const { text = '', shown, error } = told['get https'] ?? {}
      assert.ok(error, JSON.stringify(told))
      assert.match(text, /CREDENTIALS_REJECTED: http:\/\/127\.0\.0\.1:\d+ answered 407: the cred/)
      const { status, error: refused } = told['get http'] ?? {}
      assert.ok(status === 407 || refused, JSON.stringify(told))
      assert.doesNotMatch(text, /looking-glass|YWxpY2U6/)
      // axios puts into its errors what it read in the environment itself.
      if (how === 'given') assert.doesNotMatch(String(shown), /looking-glass|YWxpY2U6/)
      const wrong = proxy.entries.filter(({ reason }) => reason === 'wrong-password')
      assert.equal(wrong.length, 1)
      for (const origin of origins) assert.equal(origin.received(), '')
    })
  }

  for (const [name, ...cases] of ABORTED) {
    for (const one of cases) {
      test(`${name}, ${titled(how)}, is ${one}, with a proxy that is silent`, {
        skip,
      }, async (t) => {
        const scope = scopeOf(t)
        const { asked } = await stage(scope, name, how, ALICE, await startSilentProxy(scope))
        const [told] = Object.values(await asked([one]))
        assert.match(`${told?.error} ${told?.text}`, /abort|cancel/i)
      })
    }
  }

  for (const name of SOCKETS) {
    test(`${name}, ${titled(how)}, goes through tunnels, with TLS and without`, {
      skip,
    }, async (t) => {
      const { asked, proxy, origins } = await stage(scopeOf(t), name, how, ALICE)
      const told = await asked(['ws', 'wss'])
      assert.deepEqual(told, {
        ws: { status: 101, text: 'hello' },
        wss: { status: 101, text: 'hello' },
      })
      await proxy.exchanges.until('two tunnels', () => tunnelsIn(proxy.entries) >= 2 || undefined)
      assert.equal(tunnelsIn(proxy.entries), 2)
      for (const origin of origins) assertNoCredentials(origin)
    })
  }
}

const GETS = ['get http', 'get https', 'put http', 'put https', 'many http', 'many https']
const IN_TURN = ['one after the other, http', 'one after the other, https'] as const
const REDIRECTS = ['http to https', 'https to http']
const GOT = {
  'get http': { status: 200, text: 'hello by http' },
  'get https': { status: 200, text: 'hello by https' },
  'put http': { status: 200, text: String(3 * 1024 * 1024) },
  'put https': { status: 200, text: String(3 * 1024 * 1024) },
  'many http': { status: 200 },
  'many https': { status: 200 },
}
const REDIRECTED = {
  'http to https': { status: 200, text: 'hello by https' },
  'https to http': { status: 200, text: 'hello by http' },
}

interface Told {
  readonly status?: number
  readonly text?: string
  /** As Node prints it. */
  readonly shown?: string
  /** The name of the error, where there was one. */
  readonly error?: string
}

/** A proxy that asks for Digest, which none of the clients knows, and an origin of each scheme. */
async function stage(
  scope: Scope,
  client: string,
  how: How,
  credentials: Credentials,
  silent?: SilentProxy,
) {
  const proxy = await startSchemeProxy(scope, 'digest')
  const { http, https } = await startOriginsOfCases(scope, certificates)
  const address = `http://${userinfo(credentials)}127.0.0.1:${silent?.port ?? proxy.port}`
  const env = { NODE_EXTRA_CA_CERTS: certificates.authority, ...asked[how](address) }
  const urls = { http: `${http.url}/`, https: `${https.url}/`, signal: silent?.signalPort }
  return {
    proxy,
    origins: [http, https],
    async asked(cases: readonly string[]): Promise<Readonly<Record<string, Told>>> {
      const args = [program, client, how, JSON.stringify(urls), ...cases]
      const ran = await run(process.execPath, args, { env })
      assert.equal(ran.code, 0, ran.stderr)
      const lines = ran.stdout.trim().split('\n')
      return Object.fromEntries(
        lines.map((line) => {
          const { case: name, ...told } = JSON.parse(line)
          return [name, told]
        }),
      )
    },
  }
}

const asked: { readonly [H in How]: (proxy: string) => Record<string, string> } = {
  given: (proxy) => ({ GIVEN_PROXY: proxy }),
  alone: (proxy) => ({
    NODE_OPTIONS: `--import ${register}`,
    http_proxy: proxy,
    https_proxy: proxy,
  }),
}

function tunnelsIn(entries: readonly Entry[]): number {
  return entries.filter(({ outcome }) => outcome === 'tunnelled').length
}

function titled(how: How): string {
  return how === 'given' ? 'given the agent' : 'unchanged under register'
}
