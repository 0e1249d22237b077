import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { makeCertificates } from './harness/certificates.ts'
import { summary } from './harness/exchanges.ts'
import { ISOLATED, makeRepository, serveGit } from './harness/git-origin.ts'
import { missing } from './harness/missing.ts'
import { makeTarball, PACKAGE, serveRegistry } from './harness/npm-registry.ts'
import { HELLO, type Origin, startOrigin } from './harness/origin.ts'
import { type Ran, run } from './harness/run-program.ts'
import { scopeOf } from './harness/scope.ts'
import { tempDir } from './harness/temp-dir.ts'
import { startTokenProxy, type TokenProxy } from './harness/token-proxy.ts'

const skip = missing('curl', 'openssl')

test('curl brings a token in the field, for a request and for a tunnel', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope)
  const certificates = await makeCertificates(scope)
  const plain = await startOrigin(scope)
  const tls = await startOrigin(scope, undefined, certificates)
  const token = await proxy.makeToken('--name', 'ci')
  const bearer = ['--proxy-header', `Proxy-Authorization: Bearer ${token}`]
  assert.equal((await curl(proxy, plain.url, bearer)).stdout, HELLO)
  const secured = [...bearer, '--cacert', certificates.authority]
  assert.equal((await curl(proxy, tls.url, secured)).stdout, HELLO)
  assert.deepEqual(await journal(proxy, plain, 1), ['relayed 200 alice'])
  assert.deepEqual(await journal(proxy, tls, 1), ['tunnelled 200 alice'])
  assert.doesNotMatch(plain.received() + tls.received(), /proxy-authorization|hwt_/i)
  assert.doesNotMatch(JSON.stringify(proxy.exchanges.all()), new RegExp(token.slice(4, 20)))
})

test('curl brings a token as the password of "token" or of its user', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope)
  const origin = await startOrigin(scope)
  const token = await proxy.makeToken()
  for (const name of ['token', 'alice']) {
    assert.equal(
      await status(proxy, origin, ['-x', `http://${name}:${token}@${proxy.authority}`]),
      200,
    )
  }
  assert.equal(await status(proxy, origin, ['-x', `http://bob:${token}@${proxy.authority}`]), 407)
  assert.deepEqual(await journal(proxy, origin, 3), [
    'relayed 200 alice',
    'relayed 200 alice',
    'refused 407 TOKEN_REJECTED token-unknown',
  ])
})

test('git clones with a token as its password', { skip: missing('git') }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope)
  const repositories = await tempDir(scope)
  await makeRepository(repositories)
  const origin = await startOrigin(scope, serveGit(repositories))
  const address = `http://token:${await proxy.makeToken()}@${proxy.authority}`
  const into = join(await tempDir(scope), 'clone')
  const ran = await run(
    'git',
    ['-c', `http.proxy=${address}`, 'clone', `${origin.url}/project.git`, into],
    { env: ISOLATED },
  )
  assert.equal(ran.code, 0, ran.stderr)
  assert.ok((await journal(proxy, origin, 2)).includes('relayed 200 alice'))
})

test('npm and wget take a token from the address of the proxy', {
  skip: missing('npm', 'tar', 'wget'),
}, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope)
  const dir = await tempDir(scope)
  const origin = await startOrigin(scope, serveRegistry(await makeTarball(dir)))
  const address = `http://token:${await proxy.makeToken()}@${proxy.authority}`
  const settings = [
    `--registry=${origin.url}/`,
    `--proxy=${address}`,
    `--cache=${join(dir, 'cache')}`,
  ]
  const npm = await run(
    'npm',
    ['view', PACKAGE.name, 'version', '--fetch-retries=0', '--update-notifier=false', ...settings],
    { cwd: dir, env: { HOME: dir } },
  )
  assert.equal(npm.stdout.trim(), PACKAGE.version, npm.stderr)
  const quiet = ['--no-config', '-q', '-O', '-', `${origin.url}/${PACKAGE.name}`]
  const wget = await run('wget', quiet, { env: { http_proxy: address } })
  assert.equal(JSON.parse(wget.stdout).name, PACKAGE.name)
  assert.deepEqual(await journal(proxy, origin, 2), ['relayed 200 alice', 'relayed 200 alice'])
})

const UNTOLD = 'Bearer realm="Hopwise"'
const INVALID = `${UNTOLD}, error="invalid_token", error_description="The token is not valid"`

const TOLD: readonly [name: string, value: string | undefined, challenge: string, entry: string][] =
  [
    ['no credentials', undefined, UNTOLD, 'challenged 407 CREDENTIALS_MISSING credentials-missing'],
    ['an unknown token', 'Bearer zork', INVALID, 'refused 407 TOKEN_REJECTED token-unknown'],
    [
      'no token behind the scheme',
      'Bearer realm=x',
      `${UNTOLD}, error="invalid_request", error_description="The credentials are not a Bearer token"`,
      'refused 407 CREDENTIALS_MALFORMED credentials-malformed',
    ],
  ]

for (const [name, value, challenge, entry] of TOLD) {
  test(`${name}: what the client is told`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const proxy = await startTokenProxy(scope)
    const origin = await startOrigin(scope)
    const header = value === undefined ? [] : ['--proxy-header', `Proxy-Authorization: ${value}`]
    const { stdout } = await curl(proxy, origin.url, ['-i', ...header])
    assert.match(stdout, /^HTTP\/1\.1 407 /)
    assert.deepEqual(challengesIn(stdout), [challenge, 'Basic realm="Hopwise", charset="UTF-8"'])
    assert.deepEqual(await journal(proxy, origin, 1), [entry])
  })
}

test('a token in the query is the origin’s business', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope)
  const origin = await startOrigin(scope)
  const token = await proxy.makeToken()
  const { stdout } = await curl(proxy, `${origin.url}/?access_token=${token}`, ['-i'])
  assert.match(stdout, /^HTTP\/1\.1 407 /)
  assert.deepEqual(challengesIn(stdout)[0], UNTOLD)
})

test('a revoked token ends with the next request on the same connection', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope)
  const origin = await startOrigin(scope)
  const token = await proxy.makeToken()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  const ask = () => requestBy(agent, proxy, origin.url, token)
  const [first, second] = [await ask(), await ask()]
  assert.deepEqual([first.status, second.status], [200, 200])
  assert.equal((await proxy.hopwise('token', 'revoke', token)).code, 0)
  const third = await ask()
  assert.equal(third.status, 407)
  assert.ok(third.challenge.startsWith(`${INVALID}, `), third.challenge)
  assert.deepEqual(new Set([first.localPort, second.localPort, third.localPort]).size, 1)
  const last = (await journal(proxy, origin, 3)).at(-1)
  assert.equal(last, 'refused 407 TOKEN_REJECTED token-revoked alice')
})

test('tokens of a user who is disabled or gone are of no use at once', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope)
  const origin = await startOrigin(scope)
  const bearer = ['--proxy-header', `Proxy-Authorization: Bearer ${await proxy.makeToken()}`]
  assert.equal(await status(proxy, origin, bearer), 200)
  for (const change of ['disable', 'enable', 'remove']) {
    await proxy.hopwise('user', change, 'alice')
    assert.equal(await status(proxy, origin, bearer), change === 'enable' ? 200 : 407)
  }
  assert.deepEqual((await journal(proxy, origin, 4)).slice(1), [
    'refused 407 USER_DISABLED user-disabled alice',
    'relayed 200 alice',
    'refused 407 TOKEN_REJECTED token-unknown',
  ])
})

test('a token that expires is told apart, also when it was remembered', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope)
  const origin = await startOrigin(scope)
  const madeMs = Date.now()
  const bearer = [
    '--proxy-header',
    `Proxy-Authorization: Bearer ${await proxy.makeToken('--expires', '4s')}`,
  ]
  while ((await status(proxy, origin, bearer)) === 200) assert.ok(Date.now() < madeMs + 20_000)
  const { stdout } = await curl(proxy, origin.url, ['-i', ...bearer])
  const told = 'error="invalid_token", error_description="The token expired"'
  assert.equal(challengesIn(stdout)[0], `${UNTOLD}, ${told}`)
  const entries = await journal(proxy, origin, 3)
  assert.equal(entries[0], 'relayed 200 alice')
  assert.equal(entries.at(-1), 'refused 407 TOKEN_EXPIRED token-expired alice')
})

test('a token reaches what it was made for, and nothing else', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope)
  const [one, other] = [await startOrigin(scope), await startOrigin(scope)]
  const token = await proxy.makeToken('--allow', `127.0.0.1:${one.port}`)
  const bearer = ['--proxy-header', `Proxy-Authorization: Bearer ${token}`]
  assert.equal(await status(proxy, one, bearer), 200)
  assert.equal(await status(proxy, other, bearer), 403)
  assert.match(String(await journal(proxy, other, 1)), /^refused 403 ACCOUNT_FORBIDDEN.* alice$/)
})

test('a token without the scope is forbidden, and told which one it lacks', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startTokenProxy(scope, { scope: 'proxy' })
  const origin = await startOrigin(scope)
  const [without, withScope] = [await proxy.makeToken(), await proxy.makeToken('--scope', 'proxy')]
  const { stdout } = await curl(proxy, origin.url, [
    '-i',
    '--proxy-header',
    `Proxy-Authorization: Bearer ${without}`,
  ])
  assert.match(stdout, /^HTTP\/1\.1 403 /)
  assert.equal(
    challengesIn(stdout)[0],
    `${UNTOLD}, scope="proxy", error="insufficient_scope", error_description="The token lacks the scope that is needed"`,
  )
  assert.equal(
    await status(proxy, origin, ['--proxy-header', `Proxy-Authorization: Bearer ${withScope}`]),
    200,
  )
  assert.deepEqual(await journal(proxy, origin, 2), [
    'refused 403 TOKEN_INSUFFICIENT token-insufficient alice',
    'relayed 200 alice',
  ])
})

test('a JWT is checked by the keys of its issuer, through a change of keys and without it', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  const [first, second] = [makeKey('2025'), makeKey('2026')]
  let published = [first.jwk]
  const idp = await startOrigin(
    scope,
    (_request, response) => void response.end(JSON.stringify({ keys: published })),
  )
  const proxy = await startTokenProxy(scope, {
    jwt: {
      issuer: 'https://idp.example',
      audience: 'proxy',
      keys: { source: { url: `${idp.url}/jwks` }, cooldownMs: 0 },
      nowMs: Date.now,
    },
  })
  const origin = await startOrigin(scope)
  const ask = (token: string) =>
    status(proxy, origin, ['--proxy-header', `Proxy-Authorization: Bearer ${token}`])
  const claims = { iss: 'https://idp.example', aud: 'proxy', sub: 'carol' }
  const soon = Math.floor(Date.now() / 1000) + 300
  assert.equal(await ask(first.token({ ...claims, exp: soon })), 200)
  assert.equal(await ask(second.token({ ...claims, exp: soon })), 407)
  published = [second.jwk]
  assert.equal(await ask(second.token({ ...claims, exp: soon })), 200)
  const long = second.token({ ...claims, exp: soon, groups: Array(300).fill('engineering') })
  const asPassword = ['--proxy-user', `token:${long}`]
  assert.equal(await status(proxy, origin, asPassword), 200, 'four kilobytes of a password')
  assert.equal(await ask(first.token({ ...claims, exp: soon })), 407, 'not even remembered')
  assert.equal(await ask(second.token({ ...claims, exp: soon - 900 })), 407)
  assert.equal(await ask(second.token({ ...claims, aud: 'shop', exp: soon })), 407)
  assert.deepEqual(await journal(proxy, origin, 7), [
    'relayed 200 carol',
    'refused 407 TOKEN_REJECTED token-unknown',
    'relayed 200 carol',
    'relayed 200 carol',
    'refused 407 TOKEN_REJECTED token-unknown',
    'refused 407 TOKEN_EXPIRED token-expired',
    'refused 407 TOKEN_REJECTED token-unknown',
  ])
  assert.match(
    JSON.stringify(proxy.exchanges.to(origin.port).at(-1)),
    /is for \\"shop\\", not for proxy/,
  )
})

test('a server is asked about tokens of others; when it is down, nobody is called a liar', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  let answer: string | undefined = JSON.stringify({ active: true, username: 'dave' })
  const asked: string[] = []
  const idp = await startOrigin(scope, async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    asked.push(body)
    response.writeHead(answer === undefined ? 500 : 200).end(answer)
  })
  const client = { clientId: 'proxy', clientSecret: new Secret('s3cret') }
  const proxy = await startTokenProxy(scope, {
    introspection: { server: { url: idp.url }, ...client, nowMs: Date.now },
  })
  const origin = await startOrigin(scope)
  const ask = (token: string) =>
    status(proxy, origin, ['--proxy-header', `Proxy-Authorization: Bearer ${token}`])
  assert.equal(await ask('first'), 200)
  answer = JSON.stringify({ active: false })
  assert.equal(await ask('first'), 200, 'believed for a minute')
  assert.equal(await ask('second'), 407)
  answer = undefined
  assert.equal(await ask('third'), 503)
  assert.equal(await ask(await proxy.makeToken()), 200, 'our own need nobody')
  assert.deepEqual(
    asked.map((body) => body.split('&')[0]),
    ['token=first', 'token=second', 'token=third'],
  )
  assert.equal(
    (await journal(proxy, origin, 5))[3],
    'refused 503 VERIFIER_UNAVAILABLE verifier-unavailable',
  )
})

function curl(proxy: TokenProxy, url: string, args: readonly string[]): Promise<Ran> {
  return run('curl', ['-q', '-sS', '-x', `http://${proxy.authority}`, ...args, url])
}

async function status(proxy: TokenProxy, origin: Origin, args: readonly string[]): Promise<number> {
  const told = ['-o', '/dev/null', '-w', '%{response_code}']
  return Number((await curl(proxy, origin.url, [...told, ...args])).stdout)
}

async function journal(proxy: TokenProxy, origin: Origin, count: number): Promise<string[]> {
  return (await proxy.exchanges.count(origin.port, count)).map(summary)
}

function challengesIn(head: string): string[] {
  return [...head.matchAll(/^Proxy-Authenticate: (.*?)\r$/gim)].map(([, value = '']) => value)
}

function requestBy(agent: Agent, proxy: TokenProxy, target: string, token: string) {
  type Got = { status: number | undefined; challenge: string; localPort: number | undefined }
  return new Promise<Got>((resolve, reject) => {
    const headers = { 'proxy-authorization': `Bearer ${token}`, host: new URL(target).host }
    const sent = get(
      { agent, host: '127.0.0.1', port: proxy.port, path: target, headers },
      (response) => {
        const localPort = response.socket.localPort
        const challenge = String(response.headers['proxy-authenticate'])
        const done = () => resolve({ status: response.statusCode, challenge, localPort })
        response.resume().once('end', done)
      },
    )
    sent.once('error', reject)
  })
}

/** Signed by Node alone: nothing that checks it has made it. */
function makeKey(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' },
    token(claims: object): string {
      const signed = `${part({ alg: 'ES256', kid })}.${part(claims)}`
      const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
      return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
    },
  }
}
