import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import * as http from 'node:http'
import * as https from 'node:https'
import { type TestContext, test } from 'node:test'
import type { CredentialsAsked } from '../core/credentials.ts'
import { ProxyFault } from '../core/proxy-fault.ts'
import { parseWays } from '../pac/parse-ways.ts'
import { startOrigin, type TestOrigin } from '../testing/origin.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { type SocksProxy, startSocks } from '../testing/socks-proxy.ts'
import { createDispatcher } from './dispatcher.ts'
import { createHttpAgents } from './http-agents.ts'
import { installEverywhere } from './install-everywhere.ts'
import type { AgentOptions } from './way-out.ts'

// Every surface over SOCKS, by names that nobody here can resolve.

test('fetch: plain http and https go to the origin itself, connections are kept', async (t) => {
  const { proxy, plain, secure, ca } = await stage(t, 'alice:opensesame')
  const dispatcher = createDispatcher({
    proxy: `socks5h://alice:opensesame@127.0.0.1:${proxy.port}`,
    tls: { ca },
    undici: { connections: 1 },
  })
  t.after(() => dispatcher.destroy())
  for (const [origin, scheme] of [
    [plain, 'http'],
    [secure, 'https'],
  ] as const) {
    const url = `${scheme}://localhost:${origin.port}`
    for (const path of ['/a', '/b']) {
      const response = await fetch(url + path, posting(dispatcher, 'hello'))
      assert.equal(await response.text(), 'hello')
    }
    // What undici could send to an HTTP proxy by itself, since the login is known by now.
    assert.equal((await fetch(`${url}/c`, { dispatcher } as object)).status, 200)
    assertForOrigin(origin, ['/a', '/b', '/c'])
  }
  const asked = proxy.asked.filter((line) => line.startsWith('connect'))
  assert.deepEqual(asked, [`connect localhost:${plain.port}`, `connect localhost:${secure.port}`])
})

test('node:http: both agents, and what a program says of the proxy stays here', async (t) => {
  const { proxy, plain, secure, ca } = await stage(t, 'alice:opensesame')
  const agents = createHttpAgents({
    proxy: `socks5://127.0.0.1:${proxy.port}`,
    credentials: { username: 'alice', password: 'opensesame' },
    agent: { ca },
  })
  t.after(() => {
    agents.http.destroy()
    agents.https.destroy()
  })
  const headers = { 'Proxy-Authorization': 'Basic b2xkOm9sZA==' }
  for (const path of ['/a', '/b']) {
    const url = `://localhost:${plain.port}${path}`
    assert.equal(await statusOf(http.get(`http${url}`, { agent: agents.http, headers })), 200)
    const over = `https://localhost:${secure.port}${path}`
    assert.equal(await statusOf(https.get(over, { agent: agents.https, headers })), 200)
  }
  assertForOrigin(plain, ['/a', '/b'])
  assertForOrigin(secure, ['/a', '/b'])
})

test('a program that was not changed: ALL_PROXY', async (t) => {
  const { proxy, plain } = await stage(t, 'alice:opensesame')
  const installed = installEverywhere({
    ALL_PROXY: `socks5h://127.0.0.1:${proxy.port}`,
    HOPWISE_PROXY_USER: 'alice',
    HOPWISE_PROXY_PASSWORD: 'opensesame',
  })
  t.after(installed.undo)
  assert.deepEqual(installed.problems, [])
  const url = `http://localhost:${plain.port}/a`
  assert.equal(await (await fetch(url)).text(), '')
  assert.equal(await statusOf(http.get(url, { agent: false })), 200)
  assertForOrigin(plain, ['/a', '/a'])
})

test('a PAC script names it, and the next way is taken when it is away', async (t) => {
  const { proxy, plain } = await stage(t)
  const ways = parseWays(`SOCKS5 127.0.0.1:1; SOCKS5 127.0.0.1:${proxy.port}`).ways
  const dispatcher = createDispatcher({ pac: { choose: async () => ways } })
  t.after(() => dispatcher.destroy())
  const url = `http://localhost:${plain.port}/a`
  assert.equal((await fetch(url, posting(dispatcher, ''))).status, 200)
  assert.deepEqual(proxy.asked, ['methods 0', `connect localhost:${plain.port}`])
})

test('a function is asked for the login, and a changed one is tried again', async (t) => {
  const { proxy, plain } = await stage(t, 'alice:new')
  const asked: CredentialsAsked[] = []
  let password = 'old'
  const options: AgentOptions = {
    proxy: `socks5://127.0.0.1:${proxy.port}`,
    credentials: async (one) => {
      asked.push(one)
      return { username: 'alice', password }
    },
  }
  const dispatcher = createDispatcher(options)
  t.after(() => dispatcher.destroy())
  const url = `http://localhost:${plain.port}/a`
  for (let i = 0; i < 3; i++) {
    const error = await fetch(url, posting(dispatcher, '')).catch((reason: Error) => reason.cause)
    assert.ok(error instanceof ProxyFault)
    assert.equal(error.code, 'CREDENTIALS_REJECTED')
  }
  assert.deepEqual(logins(proxy), ['login alice:old'])
  password = 'new'
  assert.equal((await fetch(url, posting(dispatcher, ''))).status, 200)
  assert.deepEqual(logins(proxy), ['login alice:old', 'login alice:new'])
  assert.deepEqual(asked[0], {
    proxy: `socks5://127.0.0.1:${proxy.port}`,
    scheme: 'socks5',
    realm: undefined,
  })
})

test('a netrc file has the login', async (t) => {
  const { proxy, plain, directory } = await stage(t, 'alice:opensesame')
  const netrcFile = `${directory}/netrc`
  writeFileSync(netrcFile, 'machine 127.0.0.1 login alice password opensesame\n')
  const dispatcher = createDispatcher({ proxy: `socks5://127.0.0.1:${proxy.port}`, netrcFile })
  t.after(() => dispatcher.destroy())
  const response = await fetch(`http://localhost:${plain.port}/a`, posting(dispatcher, ''))
  assert.equal(response.status, 200)
})

test('an origin that nobody answers at is a refusal of the proxy with its reply', async (t) => {
  const { proxy } = await stage(t)
  const dispatcher = createDispatcher({ proxy: `socks5://127.0.0.1:${proxy.port}` })
  t.after(() => dispatcher.destroy())
  for (const scheme of ['http', 'https']) {
    // Nobody listens there, and it is none of the ports that fetch refuses by itself.
    const asking = fetch(`${scheme}://localhost:2/`, posting(dispatcher, ''))
    const fault = await asking.catch((reason: Error) => reason.cause)
    assert.ok(fault instanceof ProxyFault)
    assert.deepEqual([fault.code, fault.socksReply], ['TUNNEL_REFUSED', 5])
    assert.equal(fault.message.includes('connection refused'), true)
  }
})

async function stage(t: TestContext, login?: string) {
  const { directory, ...tls } = selfSigned(t)
  return {
    directory,
    ca: tls.cert,
    proxy: await startSocks(t, login),
    plain: await startOrigin(t),
    secure: await startOrigin(t, undefined, tls),
  }
}

function assertForOrigin({ requests }: TestOrigin, urls: readonly string[]): void {
  assert.deepEqual(
    requests.map(({ url }) => url),
    urls,
  )
  for (const { fields } of requests) assert.doesNotMatch(fields, /proxy-/)
}

function logins({ asked }: SocksProxy): readonly string[] {
  return asked.filter((line) => line.startsWith('login'))
}

/** Node's own types know the option by those of another undici. */
function posting(dispatcher: unknown, body: string): RequestInit {
  return { method: 'POST', body, dispatcher } as RequestInit
}

async function statusOf(asking: http.ClientRequest): Promise<number | undefined> {
  const [response] = (await once(asking, 'response')) as [http.IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response.statusCode
}
