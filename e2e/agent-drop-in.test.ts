import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { createDispatcher, createHttpAgents, proxyFaultOf } from '@hopwise/agent'
import axios from 'axios'
import got from 'got'
import { WebSocketServer } from 'ws'
import { makeCertificates } from './harness/certificates.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { HELLO, type Origin, startOrigin } from './harness/origin.ts'
import { type StartProxy, squid } from './harness/real-proxies.ts'
import { run } from './harness/run-program.ts'
import { startSchemeProxy } from './harness/scheme-proxy.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'
import { ALICE, type Credentials, userinfo, WRONG } from './harness/users.ts'

// Programs as the pages of other packages have them, for each class and way that is documented there. They
// run twice: with that package, and with ours, where the name after `from` is all that is changed.

interface Example {
  readonly name: string
  /** The package, as the program imports it. */
  readonly from: 'undici' | 'https-proxy-agent' | 'http-proxy-agent' | 'proxy-agent'
  /** PROXY, PLAIN, SECURE and ECHO are addresses; TOKEN is `Basic` of the user. */
  readonly program: string
  readonly prints: string
  readonly env?: Readonly<Record<string, string>>
}

const TEXT = HELLO.trim()

const EXAMPLES: readonly Example[] = [
  {
    name: 'a global dispatcher, and request',
    from: 'undici',
    program: `import { ProxyAgent, request, setGlobalDispatcher } from 'undici'
const proxyAgent = new ProxyAgent('PROXY')
setGlobalDispatcher(proxyAgent)
const { statusCode, body } = await request('PLAIN/foo')
console.log('response received', statusCode)
console.log('data', await body.text())`,
    prints: `response received 200\ndata ${TEXT}`,
  },
  {
    name: 'a dispatcher of one request',
    from: 'undici',
    program: `import { ProxyAgent, request } from 'undici'
const proxyAgent = new ProxyAgent(new URL('PROXY'))
const { statusCode, body } = await request('PLAIN/foo', { dispatcher: proxyAgent })
console.log(statusCode, await body.text())
await proxyAgent.close()`,
    prints: `200 ${TEXT}`,
  },
  {
    name: 'a token',
    from: 'undici',
    program: `import { ProxyAgent, request, setGlobalDispatcher } from 'undici'
const proxyAgent = new ProxyAgent({
  uri: 'BARE',
  token: \`Basic \${Buffer.from('USER:PASSWORD').toString('base64')}\`,
})
setGlobalDispatcher(proxyAgent)
const { statusCode } = await request('PLAIN/foo')
console.log('response received', statusCode)`,
    prints: 'response received 200',
  },
  {
    name: 'fetch',
    from: 'undici',
    program: `import { fetch, ProxyAgent } from 'undici'
const proxyAgent = new ProxyAgent('PROXY')
const response = await fetch('PLAIN/foo', { dispatcher: proxyAgent, method: 'GET' })
console.log('response status', response.status)
console.log('response data', await response.text())`,
    prints: `response status 200\nresponse data ${TEXT}`,
  },
  {
    name: 'https through a tunnel',
    from: 'undici',
    program: `import { fetch, ProxyAgent } from 'undici'
const proxyAgent = new ProxyAgent('PROXY')
const response = await fetch('SECURE/api/data', { dispatcher: proxyAgent, method: 'GET' })
console.log(response.status, await response.text())`,
    prints: `200 ${TEXT}`,
  },
  {
    name: 'the environment, a global dispatcher and fetch',
    from: 'undici',
    env: { http_proxy: 'PROXY' },
    program: `import { EnvHttpProxyAgent, fetch, setGlobalDispatcher } from 'undici'
const envHttpProxyAgent = new EnvHttpProxyAgent()
setGlobalDispatcher(envHttpProxyAgent)
const response = await fetch('PLAIN/foo')
console.log('response received', response.status)
const secure = await fetch('SECURE/foo')
console.log('response received', secure.status, await secure.text())`,
    prints: `response received 200\nresponse received 200 ${TEXT}`,
  },
  {
    name: 'the environment, and a dispatcher of one request',
    from: 'undici',
    env: { HTTP_PROXY: 'PROXY', HTTPS_PROXY: 'PROXY', NO_PROXY: 'localhost' },
    program: `import { EnvHttpProxyAgent, request } from 'undici'
const envHttpProxyAgent = new EnvHttpProxyAgent()
const { statusCode, body } = await request('PLAIN/foo', { dispatcher: envHttpProxyAgent })
console.log('response received', statusCode)
for await (const data of body) console.log('data', data.toString('utf8'))`,
    prints: `response received 200\ndata ${TEXT}`,
  },
  {
    name: 'https.get',
    from: 'https-proxy-agent',
    program: `import * as https from 'https'
import { HttpsProxyAgent } from 'https-proxy-agent'
const agent = new HttpsProxyAgent('PROXY')
https.get('SECURE', { agent }, (res) => {
  console.log('"response" event!', res.headers['content-type'])
  res.pipe(process.stdout)
})`,
    prints: `"response" event! text/plain\n${TEXT}`,
  },
  {
    name: 'a WebSocket',
    from: 'https-proxy-agent',
    program: `import WebSocket from 'ws'
import { HttpsProxyAgent } from 'https-proxy-agent'
const agent = new HttpsProxyAgent('PROXY')
const socket = new WebSocket('ECHO', { agent })
socket.on('open', function () {
  console.log('"open" event!')
  socket.send('hello world')
})
socket.on('message', function (data, flags) {
  console.log('"message" event!', String(data))
  socket.close()
})`,
    prints: '"open" event!\n"message" event! hello world',
  },
  {
    name: 'axios',
    from: 'https-proxy-agent',
    program: `import axios from 'axios'
import { HttpsProxyAgent } from 'https-proxy-agent'
const httpsAgent = new HttpsProxyAgent('PROXY')
const { status, data } = await axios.get('SECURE', { httpsAgent, proxy: false })
console.log(status, data)`,
    prints: `200 ${TEXT}`,
  },
  {
    name: 'got',
    from: 'https-proxy-agent',
    program: `import got from 'got'
import { HttpsProxyAgent } from 'https-proxy-agent'
const agent = { https: new HttpsProxyAgent('PROXY', { keepAlive: true }) }
console.log(await got('SECURE', { agent }).text())
agent.https.destroy()`,
    prints: TEXT,
  },
  {
    name: 'node-fetch',
    from: 'https-proxy-agent',
    program: `import fetch from 'node-fetch'
import { HttpsProxyAgent } from 'https-proxy-agent'
const response = await fetch('SECURE', { agent: new HttpsProxyAgent('PROXY') })
console.log(response.status, await response.text())`,
    prints: `200 ${TEXT}`,
  },
  {
    name: 'http.get',
    from: 'http-proxy-agent',
    program: `import * as http from 'http'
import { HttpProxyAgent } from 'http-proxy-agent'
const agent = new HttpProxyAgent('PROXY')
http.get('PLAIN/api/', { agent }, (res) => {
  console.log('"response" event!', res.statusCode)
  res.pipe(process.stdout)
})`,
    prints: `"response" event! 200\n${TEXT}`,
  },
]

/** That package is not here to be compared with. */
const BY_ENVIRONMENT: Example = {
  name: 'the environment, and https.get',
  from: 'proxy-agent',
  env: { HTTPS_PROXY: 'PROXY' },
  program: `import * as https from 'https'
import { ProxyAgent } from 'proxy-agent'
const agent = new ProxyAgent()
https.get('SECURE', { agent }, (res) => {
  console.log(res.statusCode, res.headers['content-type'])
  res.pipe(process.stdout)
})`,
  prints: `200 text/plain\n${TEXT}`,
}

const PROXIES: readonly [name: string, start: StartProxy, skip: string | false][] = [
  ['our own proxy', async (scope) => (await startSchemeProxy(scope, 'basic')).port, false],
  ['Squid', squid('basic'), missing('/usr/sbin/squid')],
]
/** By what those packages cannot do: the program is the same, and only ours gets through. */
const STRONGER: readonly [name: string, start: StartProxy, skip: string | false][] = [
  ['our own proxy, Digest', async (scope) => (await startSchemeProxy(scope, 'digest')).port, false],
  ['Squid, Digest', squid('digest'), missing('/usr/sbin/squid')],
  ['Squid, NTLM', squid('ntlm'), missing('/usr/sbin/squid', '/usr/bin/ntlm_auth')],
]

const certificates = await makeCertificates(wholeFile)

for (const [proxyName, start, skip] of PROXIES) {
  test(`${proxyName}: documented programs print the same, whichever package they import`, {
    skip,
  }, async (t) => {
    const place = await stage(scopeOf(t), start)
    for (const example of EXAMPLES) {
      for (const from of [example.from, `@hopwise/agent/${example.from}`]) {
        const ran = await place.run(example, from)
        const title = `${from}, ${example.name}`
        assert.equal(ran.code, 0, `${title}: ${ran.stderr}`)
        assert.equal(ran.stdout.trim(), example.prints, title)
        if (from !== example.from) for (const one of place.origins) assertNoCredentials(one)
      }
    }
  })
}

for (const [proxyName, start, skip] of STRONGER) {
  test(`${proxyName}: the same programs get through with ours`, { skip }, async (t) => {
    const place = await stage(scopeOf(t), start)
    for (const example of [...EXAMPLES, BY_ENVIRONMENT]) {
      const ran = await place.run(example, `@hopwise/agent/${example.from}`)
      assert.equal(ran.code, 0, `${example.name}: ${ran.stderr}`)
      assert.equal(ran.stdout.trim(), example.prints, example.name)
    }
    for (const one of place.origins) assertNoCredentials(one)
    const theirs = await place.run(EXAMPLES[0]!, 'undici')
    assert.notEqual(theirs.code, 0)
  })
}

test('a wrong password is said with the reason, and is not shown', async (t) => {
  const place = await stage(scopeOf(t), PROXIES[0]![1], WRONG)
  for (const example of EXAMPLES.filter(({ from }) => from !== 'http-proxy-agent')) {
    const ran = await place.run(example, `@hopwise/agent/${example.from}`)
    assert.notEqual(ran.code, 0, example.name)
    assert.match(ran.stderr, /CREDENTIALS_REJECTED: http:\/\/127\.0\.0\.1:\d+ answered 407/)
    assert.doesNotMatch(ran.stderr.replaceAll(/^.*uri: .*$/gm, ''), new RegExp(WRONG.password))
  }
})

test('whatever library wraps it, the reasons of the proxy are found', async (t) => {
  const scope = scopeOf(t)
  const { port } = await startSchemeProxy(scope, 'basic')
  const proxy = `http://${userinfo(WRONG)}127.0.0.1:${port}`
  const dispatcher = createDispatcher({ proxy })
  scope.after(() => dispatcher.destroy())
  for (const unanswered of ['response', 'fault'] as const) {
    const agents = createHttpAgents({ proxy, unanswered })
    const asAxios = { httpAgent: agents.http, httpsAgent: agents.https, proxy: false } as const
    const asGot = { agent: agents, retry: { limit: 0 } }
    for (const url of ['http://origin.example/', 'https://origin.example/']) {
      for (const [name, asking] of [
        ['axios', () => axios.get(url, asAxios)],
        ['got', () => got(url, asGot)],
        ['fetch', () => fetch(url, { dispatcher } as object)],
      ] as const) {
        const error: unknown = await asking().then(
          () => undefined,
          (reason: unknown) => reason,
        )
        const fault = proxyFaultOf(error)
        assert.equal(fault?.code, 'CREDENTIALS_REJECTED', `${name}, ${url}, ${unanswered}`)
        assert.deepEqual(fault.passedOver, [{ scheme: 'basic', reason: 'secret-refused' }])
      }
    }
  }
})

async function stage(scope: Scope, start: StartProxy, user: Credentials = ALICE) {
  const port = await start(scope)
  const plain: Origin = await startOrigin(scope)
  const secure: Origin = await startOrigin(scope, undefined, certificates)
  const echoing: Origin = await startOrigin(scope)
  const sockets = new WebSocketServer({ server: echoing.server })
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(String(data)))
  })
  const placed = (text: string): string =>
    text
      .replaceAll('PROXY', `http://${userinfo(user)}127.0.0.1:${port}`)
      .replaceAll('BARE', `http://127.0.0.1:${port}`)
      .replaceAll('PLAIN', plain.url)
      .replaceAll('SECURE', secure.url)
      .replaceAll('ECHO', echoing.url.replace('http', 'ws'))
      .replaceAll('USER', user.user)
      .replaceAll('PASSWORD', user.password)
  return {
    origins: [plain, secure, echoing],
    run: ({ program, from: original, env = {} }: Example, from: string) => {
      const variables = Object.entries(env).map(([name, value]) => [name, placed(value)])
      const text = placed(program).replace(`from '${original}'`, `from '${from}'`)
      return run(process.execPath, ['--input-type=module', '-e', text], {
        cwd: join(ROOT, 'packages/agent'),
        env: { NODE_EXTRA_CA_CERTS: certificates.authority, ...Object.fromEntries(variables) },
      })
    },
  }
}
