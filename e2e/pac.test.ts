import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { CHROMIUM, openProfile, startBrowser } from './harness/browser.ts'
import { closedPort } from './harness/closed-port.ts'
import { startConfigured } from './harness/configured-proxy.ts'
import { startDigestProxy } from './harness/digest-proxy.ts'
import { ISOLATED, makeRepository, serveGit } from './harness/git-origin.ts'
import { startMachine, withoutMachines } from './harness/machine.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials, assertNothingPrinted } from './harness/no-credentials.ts'
import { startThere } from './harness/office.ts'
import { HELLO, startOrigin } from './harness/origin.ts'
import { squid } from './harness/real-proxies.ts'
import { type Ran, run } from './harness/run-program.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { scriptServer } from './harness/script-server.ts'
import { serveSite } from './harness/site.ts'
import { MICROSOCKS_MISSING, startMicrosocks } from './harness/socks-peers.ts'
import {
  type Enter,
  hopwise,
  ROOT,
  type StartedProxy,
  startListening,
  startProcess,
} from './harness/start-proxy.ts'
import { passwordFile } from './harness/start-relay.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE } from './harness/users.ts'

const SQUID = ['/usr/sbin/squid', '/usr/lib/squid/basic_ncsa_auth']
const skip = missing('curl', 'openssl')
const skipSquid = missing('curl', 'openssl', ...SQUID)

const { proxy: basic, certificates } = await startSurroundings()
const digest = await startDigestProxy(wholeFile)
const squidPort = skipSquid ? 0 : await squid('basic')(wholeFile)

test('a script sends each site another way, and the relay signs in wherever it leads', {
  skip: skipSquid,
}, async (t) => {
  const scope = scopeOf(t)
  const sites = await Promise.all([
    startOrigin(scope),
    startOrigin(scope, undefined, certificates),
    startOrigin(scope),
  ])
  const [bySquid, byDigest, byNobody] = sites
  const relay = await startWith(
    scope,
    `if (url.indexOf(':${bySquid.port}/') > 0) return 'PROXY 127.0.0.1:${squidPort}'
     if (url === 'https://127.0.0.1:${byDigest.port}/') return 'PROXY 127.0.0.1:${digest.port}'
     return 'DIRECT'`,
    ...['--credentials-for', '127.0.0.1'],
  )
  for (const site of sites) {
    const ran = await curl(relay, site.url)
    assert.equal(ran.stdout, HELLO, ran.stderr)
    assertNoCredentials(site)
  }
  const wayOf = async (port: number) => {
    const [entry] = await relay.exchanges.count(port, 1)
    return [entry?.route, entry?.parent, entry?.script?.replace(/^.*\//, '')]
  }
  assert.deepEqual(await wayOf(bySquid.port), ['parent', `127.0.0.1:${squidPort}`, 'way.pac'])
  assert.deepEqual(await wayOf(byDigest.port), ['parent', `127.0.0.1:${digest.port}`, 'way.pac'])
  assert.deepEqual(await wayOf(byNobody.port), ['direct', undefined, 'way.pac'])
  assertNothingPrinted(relay)
})

test('the next proxy of a list is asked where one cannot be reached', { skip }, async (t) => {
  const scope = scopeOf(t)
  const origin = await startOrigin(scope)
  const list = `PROXY 127.0.0.1:${await closedPort()}; PROXY 127.0.0.1:${basic.port}`
  const relay = await startWith(scope, `return '${list}'`, '--credentials-for', '127.0.0.1')
  assert.equal((await curl(relay, origin.url)).stdout, HELLO)
  const [entry] = await relay.exchanges.count(origin.port, 1)
  assert.equal(entry?.parent, `127.0.0.1:${basic.port}`)
})

test('a script may name a SOCKS server, which gets the login, and the older SOCKS is passed over', {
  skip: skip || MICROSOCKS_MISSING,
}, async (t) => {
  const scope = scopeOf(t)
  const sites = await Promise.all([startOrigin(scope), startOrigin(scope, undefined, certificates)])
  const { port } = await startMicrosocks(scope, ALICE)
  const list = `SOCKS 127.0.0.1:${port}; SOCKS5 127.0.0.1:${port}`
  const relay = await startWith(scope, `return '${list}'`, '--credentials-for', '127.0.0.1')
  for (const site of sites) {
    const ran = await curl(relay, site.url)
    assert.equal(ran.stdout, HELLO, ran.stderr)
    const [entry] = await relay.exchanges.count(site.port, 1)
    assert.equal(entry?.parent, `127.0.0.1:${port}`)
  }
  await relay.stderr.until(/names socks4:\/\/127\.0\.0\.1:\d+, which is not spoken here/)
})

test('Chromium and git get through, each site by its own proxy', {
  skip: skipSquid || missing(CHROMIUM, 'git'),
}, async (t) => {
  const scope = scopeOf(t)
  const repositories = await tempDir(scope)
  await makeRepository(repositories)
  const plain = await startOrigin(scope, serveSite)
  const secure = await startOrigin(scope, serveSite, certificates)
  const code = await startOrigin(scope, serveGit(repositories))
  const relay = await startWith(
    scope,
    `if (url.substring(0, 6) === 'https:') return 'PROXY 127.0.0.1:${squidPort}'
     return 'PROXY 127.0.0.1:${digest.port}'`,
    ...['--credentials-for', '127.0.0.1'],
  )
  const context = await openProfile(scope, await startBrowser(scope), { proxy: relay.url })
  const page = await context.newPage()
  for (const site of [plain, secure]) {
    await page.goto(site.url)
    await page.getByRole('heading', { name: 'all arrived' }).waitFor()
    assertNoCredentials(site)
  }
  const clone = ['clone', '--quiet', `${code.url}/project.git`, join(await tempDir(scope), 'clone')]
  const ran = await run('git', clone, { env: { ...ISOLATED, http_proxy: relay.url } })
  assert.equal(ran.code, 0, ran.stderr)
  // A tunnel is written down when it ends.
  await context.close()
  const parentsOf = async (port: number) => {
    const entries = await relay.exchanges.count(port, 1)
    return new Set(entries.map(({ parent }) => parent))
  }
  assert.deepEqual(await parentsOf(plain.port), new Set([digest.authority]))
  assert.deepEqual(await parentsOf(code.port), new Set([digest.authority]))
  assert.deepEqual(await parentsOf(secure.port), new Set([`127.0.0.1:${squidPort}`]))
})

test('a proxy that only the script names gets no password, and the client hears whose 407 it was', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  const thief = await startOrigin(scope, (_request, response) => {
    response.writeHead(407, { 'proxy-authenticate': 'Basic realm="give me"' }).end()
  })
  const stranger = `127.0.0.1:${thief.port}`
  // The right machine, but not the port that was named.
  const relay = await startWith(scope, `return 'PROXY ${stranger}'`, '--to', basic.authority)
  const ran = await curl(relay, 'http://a.test/')
  assert.match(ran.stdout, /PARENT_CHALLENGE_UNANSWERABLE/)
  assert.doesNotMatch(thief.received(), /proxy-authorization/i)
  await relay.stderr.until(new RegExp(`http://${stranger}\\. It gets no credentials`))
})

test('a server of scripts that is down, comes, changes its mind and goes', { skip }, async (t) => {
  const scope = scopeOf(t)
  const origin = await startOrigin(scope)
  const server = await scriptServer(scope, await closedPort())
  const command = await relayCommand(scope, server.url, '--credentials-for', '127.0.0.1')
  const relay = await startListening(scope, command, await tempDir(scope), FAST)
  await relay.stderr.until(/PAC script: .* cannot be read: nothing listens there/)
  const refused = await curl(relay, origin.url)
  assert.match(refused.stdout, /502 .*PAC_UNAVAILABLE/)
  assert.equal(origin.received(), '', 'never around the proxy')

  await server.serve(`return 'PROXY 127.0.0.1:${basic.port}'`)
  await until(async () => (await curl(relay, origin.url)).stdout === HELLO)
  await basic.exchanges.count(origin.port, 1)
  await server.serve(`return 'PROXY 127.0.0.1:${digest.port}'`)
  await until(async () => {
    assert.equal((await curl(relay, origin.url)).stdout, HELLO)
    return digest.exchanges.to(origin.port).length > 0
  })

  await server.stop()
  const before = digest.exchanges.to(origin.port).length
  await until(async () => {
    assert.equal((await curl(relay, origin.url)).stdout, HELLO)
    return /the script from before is used/.test(relay.stderr.text())
  })
  await digest.exchanges.count(origin.port, before + 1)
})

test('without a script the proxies of --to are asked, or the origin where that is wanted', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  const origin = await startOrigin(scope)
  const gone = `http://127.0.0.1:${await closedPort()}/way.pac`
  const parents = await startRelay(scope, gone, '--to', basic.authority)
  assert.equal((await curl(parents, origin.url)).stdout, HELLO)
  const [first] = await parents.exchanges.count(origin.port, 1)
  assert.deepEqual([first?.route, first?.parent], ['parent', basic.authority])
  const direct = ['--credentials-for', '127.0.0.1', '--direct-when-unreachable']
  const alone = await startRelay(scope, gone, ...direct)
  assert.equal((await curl(alone, origin.url)).stdout, HELLO)
  const [second] = await alone.exchanges.count(origin.port, 1)
  assert.equal(second?.route, 'direct')
})

test('wpad is http://wpad/wpad.dat', { skip: withoutMachines() }, async (t) => {
  const scope = scopeOf(t)
  const machine = await startMachine(scope, ['127.0.0.1 wpad'])
  const server = `
    const script = "function FindProxyForURL() { return 'PROXY wpad:80' }"
    require('node:http')
      .createServer((request, response) => response.end(request.url === '/wpad.dat' ? script : 'through'))
      .listen(80, () => console.log('ready'))`
  await startThere(scope, machine, process.execPath, ['-e', server], /^ready$/m)
  const [file, args] = hopwise('relay', '--pac', 'wpad', '--test', 'http://a.test/')
  const ran = await machine.run(file, args, { env: { HOME: await tempDir(scope) } })
  assert.equal(ran.code, 0, `${ran.stdout}${ran.stderr}`)
  assert.match(ran.stdout, /^http:\/\/wpad\/wpad\.dat says for http:\/\/a\.test\/$/m)
  assert.match(ran.stdout, /^ {2}http:\/\/wpad:80 /m)
  assert.match(ran.stdout, /^works: no credentials are asked for$/m)
})

test('in another network the script is asked for at once, however long it was to be kept', {
  skip: withoutMachines() || skip,
}, async (t) => {
  const scope = scopeOf(t)
  const machine = await startMachine(scope, ['127.0.0.1 wpad'])
  const directory = await tempDir(scope)
  const write = (name: string) =>
    writeFile(join(directory, 'way'), `function FindProxyForURL() { return 'PROXY ${name}:80' }`)
  await write('localhost')
  // It is all there is: the server of the script, and whatever proxy that names.
  const server = `
    const { readFileSync } = require('node:fs')
    require('node:http')
      .createServer(({ url, headers }, response) => {
        response.setHeader('Cache-Control', 'max-age=86400')
        if (url !== '/wpad.dat') return response.end(headers.host + ' through ' + readFileSync('way'))
        response.end(readFileSync('way'))
      })
      .listen(80, () => console.log('ready'))
    process.chdir(${JSON.stringify(directory)})`
  await startThere(scope, machine, process.execPath, ['-e', server], /^ready$/m)
  const enter: Enter = (file, args) => machine.enter(file, args)
  const relay = await startProcess(
    scope,
    ['relay', '--pac', 'wpad', '--listen', '127.0.0.1:4071', '--data', join(directory, 'data')],
    { HOME: directory },
    /^listening on /m,
    enter,
  )
  const parentOf = async () => {
    const before = relay.exchanges.all().length
    const args = ['--silent', '--proxy', '127.0.0.1:4071', 'http://a.test/']
    assert.match((await machine.run('curl', args)).stdout, /^a\.test through/)
    const entry = await relay.exchanges.until('another', () => relay.exchanges.all()[before])
    return entry.parent
  }
  assert.equal(await parentOf(), 'localhost:80')
  await write('wpad')
  assert.equal(await parentOf(), 'localhost:80')
  await machine.set('ip address add 10.78.0.1/24 dev lo')
  await until(async () => (await parentOf()) === 'wpad:80')
  await relay.stderr.until(/network of this machine has changed/)
})

test('hopwise.yaml: a route by a script leads to parents, with their credentials, until it is changed', {
  skip: skipSquid,
}, async (t) => {
  const scope = scopeOf(t)
  const origin = await startOrigin(scope)
  const script = (to: string) => `function FindProxyForURL() { return '${to}' }`
  const config = (more: string) => `
data: data
listeners: [{ listen: "127.0.0.1:0" }]
egress: { allowPrivate: true }
authentication: { default: { schemes: [], addresses: [{ clients: [127.0.0.1], user: local }] } }
parents:
  corp: { url: "http://127.0.0.1:${squidPort}", username: alice, password: { file: p } }
  other: { url: "http://127.0.0.1:${digest.port}", username: alice, password: { file: p } }
routes: [{ via: { pac: way.pac${more} } }]
`
  const proxy = await startConfigured(scope, config(''), {
    p: `${ALICE.password}\n`,
    'way.pac': script(`PROXY 127.0.0.1:${squidPort}`),
  })
  const fetched = () => curl({ url: `http://127.0.0.1:${proxy.ports[0]}` }, origin.url)
  assert.equal((await fetched()).stdout, HELLO)
  const [entry] = await proxy.exchanges.count(origin.port, 1)
  assert.equal(entry?.parent, 'corp')
  assert.match(entry?.script ?? '', /\/way\.pac$/)

  await proxy.write('way.pac', script('PROXY 127.0.0.1:1'))
  await until(async () => (await fetched()).stdout.includes('PAC_UNUSABLE'))
  await proxy.stderr.until(/names http:\/\/127\.0\.0\.1:1, which is none of parents/)
  await proxy.configure(config(', otherwise: other'))
  assert.equal((await fetched()).stdout, HELLO)
  await proxy.exchanges.until('exchange by the other', () =>
    proxy.exchanges.all().find(({ parent }) => parent === 'other'),
  )

  await proxy.configure(config(', otherwhise: other'))
  assert.match(proxy.stderr.text(), /hopwise\.yaml:9:\d+: .*did you mean otherwise/)
})

/** A relay with a script of its own, in a file. */
async function startWith(scope: Scope, body: string, ...more: readonly string[]) {
  const path = join(await tempDir(scope), 'way.pac')
  await writeFile(path, `function FindProxyForURL(url, host) { ${body} }`)
  return await startRelay(scope, path, ...more)
}

async function startRelay(scope: Scope, pac: string, ...more: readonly string[]) {
  return await startListening(scope, await relayCommand(scope, pac, ...more), await tempDir(scope))
}

async function relayCommand(scope: Scope, pac: string, ...more: readonly string[]) {
  const login = ['--user', ALICE.user, '--password-file', await passwordFile(scope, ALICE.password)]
  return ['relay', '--pac', pac, ...login, '--no-proxy', '', ...more]
}

function curl({ url }: Pick<StartedProxy, 'url'>, to: string): Promise<Ran> {
  const args = ['--silent', '--show-error', '--cacert', certificates.authority]
  return run('curl', [...args, to], { env: { http_proxy: url, https_proxy: url } })
}

/** What is asked again and again until it is so: a script is asked for after ten seconds at the earliest. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    if (await isSo()) return
    await setTimeout(200)
  }
  assert.fail('not so after 60 s')
}

const FAST = { NODE_OPTIONS: `--import=${join(ROOT, 'e2e/programs/fast-clock.mjs')}` }
