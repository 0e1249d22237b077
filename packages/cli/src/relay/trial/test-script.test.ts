import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { PacLocation } from '../../pac/pac-location.ts'
import { cleanUp } from '../../testing/clean-up.ts'
import { scene } from '../../testing/scene.ts'
import { parseParentArgument } from '../parents/parent-argument.ts'
import type { Trust } from '../parents/script-parents.ts'
import { type ScriptTestOptions, testScript } from './test-script.ts'

/** A proxy that wants to know who asks; gives its address and what it was sent. */
async function asking(t: TestContext) {
  const heads: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      const head = piece.toString('latin1')
      heads.push(head)
      const isSignedIn = /^Proxy-Authorization:/im.test(head)
      socket.write(isSignedIn ? 'HTTP/1.1 200 OK\r\n\r\n' : REFUSAL)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp(t, () => server.close())
  return { to: `127.0.0.1:${(server.address() as AddressInfo).port}`, heads }
}

const REFUSAL =
  'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="corp"\r\nContent-Length: 0\r\n\r\n'
const presented = { user: 'max', password: () => new Secret('s3cret') }

async function run(body: string, trust: Partial<Trust>, json = false, url?: string) {
  const { surroundings, stdout } = scene()
  const script = `function FindProxyForURL(url, host) { ${body} }`
  const pac = new PacLocation(`data:,${encodeURIComponent(script)}`)
  const whole: Trust = { parents: [], credentialsFor: '', presented, ...trust }
  const code = await testScript({ url, json }, pac, whole, surroundings)
  return { code, printed: stdout() }
}

test('0 where each proxy that the script names works; DIRECT is not tried', async (t) => {
  const { to } = await asking(t)
  const parents = [parseParentArgument(to)]
  const { code, printed } = await run(`return 'PROXY ${to}; DIRECT'`, { parents })
  assert.equal(code, 0, printed)
  assert.match(
    printed,
    new RegExp(
      `^the data URL says for https://example.com/\n  http://${to}\n  direct {2}\\(the origin itself, which is not tried\\)\n\nCONNECT example.com:443 through http://${to}\n`,
    ),
  )
  assert.match(printed, /^works: the credentials are accepted$/m)
  assert.doesNotMatch(printed, /s3cret/)
})

test('1 where one gets no credentials and wants some, and how to change that is said', async (t) => {
  const { to, heads } = await asking(t)
  const withheld = await run(`return 'PROXY ${to}'`, {})
  assert.equal(withheld.code, 1)
  assert.match(
    withheld.printed,
    /gets no credentials, unless --credentials-for 127\.0\.0\.1 is said/,
  )
  assert.doesNotMatch(heads.join(), /Proxy-Authorization/i)
  const given = await run(`return 'PROXY ${to}'`, { credentialsFor: '127.0.0.1' })
  assert.equal(given.code, 0, given.printed)
})

test('of a plain address the script sees the origin, and a program gets the same as JSON', async () => {
  const { code, printed } = await run('return url', {}, true, 'http://a.test:81/x?token=1')
  assert.equal(code, 1)
  const report = JSON.parse(printed) as { url: string; ways: unknown[]; problems: string[] }
  assert.equal(report.url, 'http://a.test:81/')
  assert.deepEqual(report.ways, [])
  assert.match(report.problems.join(), /http:\/\/a\.test:81\//)
})

test('a script that fails is told, and the proxies of --to are tried in its place', async (t) => {
  const { to } = await asking(t)
  const parents = [parseParentArgument(to)]
  const { code, printed } = await run("throw new Error('oh no')", { parents })
  assert.equal(code, 1)
  assert.match(printed, /^PAC script the data URL: .*oh no/)
  assert.match(
    printed,
    /^the data URL names no way that can be taken for https:\/\/example\.com\/\n {2}the relay asks those of --to\n/m,
  )
  assert.match(printed, /works: the credentials are accepted/)
  const alone = await run("throw new Error('oh no')", {})
  assert.match(alone.printed, /\n {2}the relay answers with 502 PAC_UNUSABLE; a --to would/)
})

test('SOCKS 5 is tried as any proxy, SOCKS 4 is named and not tried', async (t) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Uint8Array.of(5, 0xff)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp(t, () => server.close())
  const to = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const { code, printed } = await run(`return 'SOCKS5 ${to}; SOCKS b:2'`, {})
  assert.equal(code, 1)
  assert.match(printed, new RegExp(`socks5://${to} {2}\\(gets no credentials, unless`))
  assert.match(printed, /methods: no credentials\n {2}answered {6}none of these\n/)
  assert.match(printed, /socks4:\/\/b:2 {2}\(is not spoken here, and passed over\)/)
})

test('a script that names nobody who is spoken with names no way, which is not well', async (t) => {
  const { code, printed } = await run("return 'SOCKS b:2'", {})
  assert.equal(code, 1)
  assert.match(
    printed,
    /^the data URL names no way that can be taken for https:\/\/example\.com\/\n {2}socks4:/m,
  )
  assert.match(printed, /passed over\)\n {2}the relay answers with 502 PAC_UNUSABLE;/)
  const { to } = await asking(t)
  const parents = [parseParentArgument(to)]
  const { printed: otherwise } = await run("return 'SOCKS b:2'", { parents })
  assert.match(otherwise, /works: the credentials are accepted/)
})

test('what a script says by alert is shown', async () => {
  const { printed } = await run(
    "alert('isInNet: ' + isInNet(host, '10.0.0.0', '255.0.0.0')); return 'DIRECT'",
    {},
    false,
    'http://10.0.0.1/',
  )
  assert.match(printed, /\n {2}alert: isInNet: true\n {2}direct /)
})

async function runUnread(options: Partial<ScriptTestOptions>, to: readonly string[] = []) {
  const { surroundings, stdout } = scene()
  const parents = to.map((each) => parseParentArgument(each))
  const trust: Trust = { parents, credentialsFor: '', presented }
  const pac = new PacLocation('/nonexistent/way.pac')
  const code = await testScript(
    { url: undefined, json: false, ...options },
    pac,
    trust,
    surroundings,
  )
  return { code, printed: stdout() }
}

const UNREAD =
  '/nonexistent/way.pac cannot be read: there is no such file (ENOENT) (SOURCE_UNAVAILABLE).\n\n/nonexistent/way.pac could not be asked about https://example.com/\n'

test('a script that cannot be read has said nothing: why, and what comes of it, is told', async () => {
  const { code, printed } = await runUnread({})
  assert.equal(code, 1)
  assert.equal(
    printed,
    `PAC script: ${UNREAD}  the relay answers with 502 PAC_UNAVAILABLE; a --to would be asked in its place, with --direct-when-unreachable the origin itself\n`,
  )
  const { printed: json } = await runUnread({ json: true })
  assert.equal((JSON.parse(json) as { answer: unknown }).answer, 'unavailable')
})

test('where there is another way without the script, that is told in the place of the fault', async () => {
  const direct = await runUnread({ isDirectWhenDown: true })
  const how = '--direct-when-unreachable'
  assert.equal(direct.printed, `PAC script: ${UNREAD}  the relay asks the origin itself (${how})\n`)
  const both = await runUnread({ isDirectWhenDown: true }, ['127.0.0.1:1'])
  assert.ok(
    both.printed.startsWith(
      `PAC script: ${UNREAD}  the relay asks those of --to, then the origin itself (${how})\n\nCONNECT example.com:443 through http://127.0.0.1:1\n`,
    ),
    both.printed,
  )
})
