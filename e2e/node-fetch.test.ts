import { fileURLToPath } from 'node:url'
import { ProxyAgent, fetch as undiciFetch } from 'undici'
import {
  CHALLENGED,
  type Fetch,
  REJECTED,
  relayed,
  testCases,
  tunnelled,
} from './harness/client-cases.ts'
import { missing } from './harness/missing.ts'
import { run } from './harness/run-program.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { ALICE, userinfo, WRONG, ZOE } from './harness/users.ts'

const skip = missing('openssl')
const { proxy, certificates } = await startSurroundings()
const hello = /^200 hello from the origin$/m

testCases({ fetch: undici({ proxyTunnel: false }), skip, proxy, certificates }, [
  {
    name: 'undici’s ProxyAgent, forwarding, without credentials throws that proxy credentials are needed',
    origin: 'http',
    sees: { code: 1, says: /407|Proxy Authentication/i },
    journal: [CHALLENGED],
  },
  {
    name: 'undici’s ProxyAgent, forwarding, with a wrong password throws the same',
    origin: 'http',
    credentials: WRONG,
    sees: { code: 1, says: /407|Proxy Authentication/i },
    journal: [REJECTED],
  },
  {
    name: 'undici’s ProxyAgent, forwarding, with the right password gets the page',
    origin: 'http',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [relayed()],
  },
])

testCases({ fetch: undici({}), skip, proxy, certificates }, [
  {
    name: 'undici’s ProxyAgent, tunnelling, without credentials names the 407',
    origin: 'https',
    sees: { code: 1, says: /Proxy response \(407\) !== 200 when HTTP Tunneling/ },
    journal: [CHALLENGED],
  },
  {
    name: 'undici’s ProxyAgent, tunnelling, with a wrong password names the 407',
    origin: 'https',
    credentials: WRONG,
    sees: { code: 1, says: /Proxy response \(407\) !== 200 when HTTP Tunneling/ },
    journal: [REJECTED],
  },
  {
    name: 'undici’s ProxyAgent, tunnelling, with the right password gets the page',
    origin: 'https',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [tunnelled()],
  },
  {
    name: 'undici’s ProxyAgent sends a password with delimiters and UTF-8',
    origin: 'https',
    credentials: ZOE,
    sees: { code: 0, says: hello },
    journal: [tunnelled(ZOE)],
  },
])

testCases({ fetch: builtIn, skip, proxy, certificates }, [
  {
    name: 'Node’s fetch under NODE_USE_ENV_PROXY without credentials fails on the 407',
    origin: 'https',
    sees: { code: 1, says: /Proxy response \(407\)/ },
    journal: [CHALLENGED],
  },
  {
    name: 'Node’s fetch under NODE_USE_ENV_PROXY tunnels http as well',
    origin: 'http',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [tunnelled()],
  },
  {
    name: 'Node’s fetch under NODE_USE_ENV_PROXY takes credentials from the proxy’s address',
    origin: 'https',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [tunnelled()],
  },
])

/** undici in this process, its result told as a program's would be. */
function undici(options: { readonly proxyTunnel?: boolean }): Fetch {
  return async (url, credentials) => {
    const token = credentials && `Basic ${encode(`${credentials.user}:${credentials.password}`)}`
    const requestTls = { ca: certificates.authorityText }
    const agent = new ProxyAgent({
      uri: proxy.url,
      requestTls,
      ...(token && { token }),
      ...options,
    })
    try {
      const response = await undiciFetch(url, { dispatcher: agent })
      return { code: 0, stdout: `${response.status} ${await response.text()}`, stderr: '' }
    } catch (error) {
      return { code: 1, stdout: '', stderr: describe(error) }
    } finally {
      await agent.destroy()
    }
  }
}

function builtIn(...[url, credentials]: Parameters<Fetch>): ReturnType<Fetch> {
  const program = fileURLToPath(new URL('programs/fetch.mjs', import.meta.url))
  const address = `http://${credentials ? userinfo(credentials) : ''}${proxy.authority}`
  return run(process.execPath, [program, url], {
    env: {
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: address,
      HTTPS_PROXY: address,
      NODE_EXTRA_CA_CERTS: certificates.authority,
    },
  })
}

function encode(pair: string): string {
  return Buffer.from(pair).toString('base64')
}

/** The whole chain of causes: fetch itself only says "fetch failed". */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return `${error.name}: ${error.message}\n${error.cause ? describe(error.cause) : ''}`
}
