import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { type TestContext, test } from 'node:test'
import { HttpProxyAgent as HttpOfPackage } from 'http-proxy-agent'
import { HttpsProxyAgent as HttpsOfPackage } from 'https-proxy-agent'
import { type Dispatcher, ProxyAgent as OfUndici, request } from 'undici'
import { ALICE_BASIC } from '../testing/a-hop.ts'
import { type HonestProxy, startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { HttpProxyAgent } from './http-proxy-agent.ts'
import { HttpsProxyAgent } from './https-proxy-agent.ts'
import { ProxyAgent } from './undici.ts'

// The package and ours: the same options, the same proxy, and what came of it.

/** How a class is called: the proxy's address in its URL, and further options. */
interface Case {
  readonly name: string
  readonly userinfo?: string
  readonly options?: object
  readonly scheme: 'http' | 'https'
  /** Whether the proxy is spoken to over TLS. */
  readonly isSecured?: boolean
  /** Where they are meant to differ, and how. */
  readonly differs?: 'refusal' | undefined
}

interface Made {
  ask(url: string, headers: Record<string, string>): Promise<Outcome>
  end(): unknown
}
/** @param ca whom to trust: of origins, and of the proxy */
type Make = (uri: string, options: object, ca: Trusted) => Made
interface Trusted {
  readonly origin: string | undefined
  readonly proxy: string | undefined
}

/** What a program sees: a status and content, or that there was an error. */
interface Outcome {
  readonly status: number | 'error'
  readonly text: string
}

const LOGIN = 'alice:opensesame@'
const HEADER = { 'Proxy-Authorization': ALICE_BASIC }
const WRONG = { 'Proxy-Authorization': `Basic ${btoa('alice:wrong')}` }
const BOTH = ['http', 'https'] as const

const UNDICI: readonly Case[] = BOTH.flatMap((scheme) => [
  { name: 'a login in the address', scheme, userinfo: LOGIN },
  { name: 'an escaped login', scheme, userinfo: 'alice:open%73esame@' },
  { name: 'a token', scheme, options: { token: ALICE_BASIC } },
  { name: 'auth', scheme, options: { auth: ALICE_BASIC.slice(6) } },
  { name: 'a token before a login', scheme, userinfo: 'a:b@', options: { token: ALICE_BASIC } },
  { name: 'credentials in headers', scheme, options: { headers: HEADER } },
  { name: 'other headers, too', scheme, userinfo: LOGIN, options: { headers: { 'X-P': '1' } } },
  { name: 'one connection', scheme, userinfo: LOGIN, options: { connections: 1, pipelining: 1 } },
  { name: 'a tunnel for all', scheme, userinfo: LOGIN, options: { proxyTunnel: true } },
  { name: 'TLS to the proxy', scheme, userinfo: LOGIN, isSecured: true },
  { name: 'a wrong login', scheme, userinfo: 'alice:wrong@' },
  { name: 'no login', scheme },
])

const PACKAGES: readonly Case[] = BOTH.flatMap((scheme) => [
  { name: 'a login in the address', scheme, userinfo: LOGIN },
  { name: 'an escaped login', scheme, userinfo: 'alice:open%73esame@' },
  { name: 'credentials in headers', scheme, options: { headers: HEADER } },
  { name: 'a function for headers', scheme, options: { headers: () => ({ ...HEADER }) } },
  { name: 'a login before headers', scheme, userinfo: LOGIN, options: { headers: WRONG } },
  {
    name: 'kept connections',
    scheme,
    userinfo: LOGIN,
    options: { keepAlive: true, maxSockets: 1 },
  },
  { name: 'TLS to the proxy', scheme, userinfo: LOGIN, isSecured: true },
  { name: 'a wrong login', scheme, userinfo: 'alice:wrong@', differs: 'refusal' as const },
  { name: 'no login', scheme, differs: 'refusal' as const },
])

const SUBJECTS: readonly [name: string, theirs: Make, ours: Make, cases: readonly Case[]][] = [
  [
    'ProxyAgent of undici',
    ofUndici((uri, options) => new OfUndici({ uri, ...options })),
    ofUndici((uri, options) => new ProxyAgent({ uri, ...options })),
    UNDICI,
  ],
  [
    'HttpsProxyAgent',
    ofNode((uri, options) => new HttpsOfPackage(uri, options)),
    ofNode((uri, options) => new HttpsProxyAgent(uri, options)),
    PACKAGES,
  ],
  [
    'HttpProxyAgent',
    ofNode((uri, options) => new HttpOfPackage(uri, options)),
    ofNode((uri, options) => new HttpProxyAgent(uri, options)),
    // It sends https to the proxy in the clear, which no proxy does anything with.
    PACKAGES.filter(({ scheme }) => scheme === 'http').map(({ differs: _, ...one }) => one),
  ],
]

for (const [subject, theirs, ours, cases] of SUBJECTS) {
  for (const one of cases) {
    test(`${subject}, ${one.scheme}, ${one.name}: the same comes of it`, async (t) => {
      const [real, own] = [await seen(t, theirs, one), await seen(t, ours, one)]
      assert.deepEqual(own.origin, real.origin)
      assert.deepEqual(own.proxy, real.proxy)
      if (one.differs === 'refusal') {
        // A tunnel that is refused is an error here, and there the proxy's page as if the origin's.
        assert.deepEqual(
          real.outcomes.map(({ status }) => status),
          [407, 407],
        )
        assert.deepEqual(
          own.outcomes.map(({ status }) => status),
          ['error', 'error'],
        )
      } else assert.deepEqual(own.outcomes, real.outcomes)
    })
  }
}

async function seen(t: TestContext, make: Make, one: Case) {
  const { scheme, userinfo = '', options = {}, isSecured } = one
  const tls = scheme === 'https' ? selfSigned(t) : undefined
  const origin = await startOrigin(t, undefined, tls)
  const tlsOfProxy = isSecured ? selfSigned(t) : undefined
  const proxy = await startHonest(t, tlsOfProxy)
  // A name where TLS is spoken: from Node 26 on, undici fails with an address as the server's name.
  const at = isSecured ? 'https' : 'http'
  const host = isSecured ? 'localhost' : '127.0.0.1'
  const uri = `${at}://${userinfo}${host}:${proxy.port}`
  const made = make(uri, options, { origin: tls?.cert, proxy: tlsOfProxy?.cert })
  t.after(() => made.end())
  const outcomes = [
    await made.ask(`${origin.url}/a?b`, { 'X-Own': 'first' }),
    await made.ask(`${origin.url}/c`, { 'X-Own': 'second' }),
  ]
  const portless = (text: string): string => text.replaceAll(String(origin.port), 'PORT')
  return {
    outcomes,
    origin: origin.requests.map(({ method, url, fields }) => [method, url, portless(told(fields))]),
    proxy: letIn(proxy).map(portless),
  }
}

/** What got past the proxy's door: how often it was knocked at is another matter, and told elsewhere. */
function letIn({ requests, credentials }: HonestProxy): readonly string[] {
  return requests.filter((line) => line.endsWith(credentials))
}

/** Without the order, and without what is about connections. */
function told(fields: string): string {
  const names = fields.split('\n')
  const lines = names.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${names[i + 1]}`] : []))
  return lines
    .filter((line) => !/^(?:proxy-connection|connection|keep-alive):/.test(line))
    .sort()
    .join('\n')
}

function ofUndici(make: (uri: string, options: object) => Dispatcher): Make {
  return (uri, options, ca) => {
    const tls = {
      ...(ca.origin && { requestTls: { ca: ca.origin } }),
      ...(ca.proxy && { proxyTls: { ca: ca.proxy } }),
    }
    const dispatcher = make(uri, { ...options, ...tls })
    return {
      ask: async (url, headers) => {
        try {
          const { statusCode, body } = await request(url, { dispatcher, headers })
          return { status: statusCode, text: await body.text() }
        } catch {
          return { status: 'error', text: '' }
        }
      },
      end: () => dispatcher.destroy(),
    }
  }
}

function ofNode(make: (uri: string, options: object) => http.Agent): Make {
  return (uri, options, ca) => {
    const agent = make(uri, { ...options, ...(ca.proxy && { ca: ca.proxy }) })
    return {
      ask: async (url, headers) => {
        const { get } = url.startsWith('https') ? https : http
        try {
          const asking = get(url, { agent, headers, ...(ca.origin && { ca: ca.origin }) })
          const [response] = (await once(asking, 'response')) as [http.IncomingMessage]
          let text = ''
          for await (const piece of response) text += piece
          return { status: response.statusCode ?? 0, text }
        } catch {
          return { status: 'error', text: '' }
        }
      },
      end: () => agent.destroy(),
    }
  }
}
