import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { type ConfiguredProxy, startConfigured } from './harness/configured-proxy.ts'
import { missing } from './harness/missing.ts'
import { HELLO, startOrigin } from './harness/origin.ts'
import { run } from './harness/run-program.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { hopwise } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'

const skip = missing('curl', 'openssl')
const web = await startOrigin(wholeFile)
const FILES = { p: await htpasswdLine('max', 'secret'), q: await htpasswdLine('zoe', 'other') }
const HEAD = 'data: data\negress: { allowPrivate: true }\n'
const MAX = 'stores: { staff: { kind: htpasswd, file: p } }\n'
const ZOE = 'stores: { staff: { kind: htpasswd, file: q } }\n'
const ONE = 'listeners: [{ listen: "127.0.0.1:0" }]\n'

test('every listener lets in by its own authentication', { skip }, async (t) => {
  const proxy = await start(
    t,
    `${HEAD}${MAX}
listeners:
  - { listen: "127.0.0.1:0" }
  - { listen: "127.0.0.1:0", authentication: here }
authentication:
  default: { realm: Staff }
  here: { schemes: [], addresses: [{ clients: [127.0.0.1], user: local }] }
`,
  )
  assert.match(await fetched(proxy), /407/)
  assert.match(await fetched(proxy, ['-v']), /Proxy-Authenticate: Basic realm="Staff"/)
  assert.equal(await fetched(proxy, ['--proxy-user', 'max:secret']), `200 ${HELLO}`)
  assert.equal(await fetched(proxy, [], 1), `200 ${HELLO}`)
  const [entry] = (await proxy.exchanges.count(web.port, 4)).slice(-1)
  assert.deepEqual([entry?.user, entry?.scheme], ['local', 'client-address'])
})

test('a route wants other proofs than the rest', { skip }, async (t) => {
  const proxy = await start(
    t,
    `${HEAD}${MAX}${ONE}
authentication:
  default: { schemes: [], addresses: [{ clients: [127.0.0.1], user: local }] }
  strict: { realm: Strict }
routes: [{ destinations: ["localhost:${web.port}"], authentication: strict }]
`,
  )
  assert.equal(await fetched(proxy), `200 ${HELLO}`)
  const url = `http://localhost:${web.port}/`
  assert.match(await fetched(proxy, ['-v'], 0, url), /Proxy-Authenticate: Basic realm="Strict"/)
  assert.equal(await fetched(proxy, ['--proxy-user', 'max:secret'], 0, url), `200 ${HELLO}`)
})

test('a changed file holds from the next request, and nobody else is let in any more', {
  skip,
}, async (t) => {
  const proxy = await start(t, HEAD + ONE + MAX)
  assert.equal(await fetched(proxy, ['--proxy-user', 'max:secret']), `200 ${HELLO}`)
  await proxy.configure(HEAD + ONE + ZOE)
  assert.match(await fetched(proxy, ['--proxy-user', 'max:secret']), /^407 /)
  assert.equal(await fetched(proxy, ['--proxy-user', 'zoe:other']), `200 ${HELLO}`)
  await proxy.configure(`${ONE}${ZOE}data: data\n`)
  assert.match(await fetched(proxy, ['--proxy-user', 'zoe:other']), /^403 .*DESTINATION_FORBIDDEN/s)
})

test('a broken file keeps what was read before, and says where it is broken', {
  skip,
}, async (t) => {
  const proxy = await start(t, HEAD + ONE + MAX)
  const file = join(proxy.directory, 'hopwise.yaml')
  const before = proxy.stderr.text()
  await proxy.configure(`${HEAD}${ONE}stores:\n  staff: { kind: htpasswd, fiel: p }\n`)
  assert.equal(
    proxy.stderr.text().slice(before.length),
    [
      `${file}:5:10: stores.staff.file: this key is missing`,
      `${file}:5:28: stores.staff.fiel: there is no such key: did you mean file?`,
      `${file}: nothing was changed, what was read before still holds.`,
      '',
    ].join('\n'),
  )
  assert.equal(await fetched(proxy, ['--proxy-user', 'max:secret']), `200 ${HELLO}`)
  await proxy.configure(`${HEAD}${ONE}stores: { staff: { kind: htpasswd, file: none } }\n`)
  await proxy.stderr.until(
    /hopwise\.yaml:4:42: stores\.staff\.file: .*none: .*there is no such file$/m,
  )
  assert.equal(await fetched(proxy, ['--proxy-user', 'max:secret']), `200 ${HELLO}`)
})

test('no request is lost while the configuration is replaced again and again', {
  skip,
}, async (t) => {
  const proxy = await start(t, HEAD + ONE + MAX)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  t.after(() => agent.destroy())
  let isOver = false
  const statuses = new Map<number, number>()
  const clients = Array.from({ length: 8 }, async (_, n) => {
    while (!isOver) {
      const status = await ask(proxy, n % 2 === 0 ? agent : undefined)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  })
  for (let n = 0; n < 6; n++) {
    const before = statuses.get(200) ?? 0
    await proxy.configure(`# ${n}\n${HEAD}${ONE}${MAX}`)
    while ((statuses.get(200) ?? 0) < before + 40) await setImmediate()
  }
  isOver = true
  await Promise.all(clients)
  assert.deepEqual([...statuses.keys()], [200])
  assert.ok((statuses.get(200) ?? 0) >= 240)
})

test('a tunnel goes on when its listener is gone, and a new listener is there', {
  skip,
}, async (t) => {
  const echo = await startOrigin(scopeOf(t))
  const proxy = await start(
    t,
    `${HEAD}${MAX}listeners: [{ listen: "127.0.0.1:0" }, { listen: "127.0.0.1:0" }]\n`,
  )
  const [, second = 0] = proxy.ports
  const socket = connect(second, '127.0.0.1').setEncoding('latin1')
  t.after(() => socket.destroy())
  const credentials = Buffer.from('max:secret').toString('base64')
  socket.write(
    `CONNECT 127.0.0.1:${echo.port} HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Basic ${credentials}\r\n\r\n`,
  )
  assert.match(String((await once(socket, 'data'))[0]), / 200 /)
  await proxy.configure(HEAD + ONE + MAX)
  await assert.rejects(once(connect(second, '127.0.0.1'), 'connect'), { code: 'ECONNREFUSED' })
  socket.write('GET / HTTP/1.0\r\n\r\n')
  assert.match(String((await once(socket, 'data'))[0]), / 200 OK/)
})

test('SIGHUP reads the files that a configuration mentions again', { skip }, async (t) => {
  const proxy = await start(
    t,
    `${HEAD}${ONE}${MAX}authentication: { default: { schemes: [bearer, basic], bearer: { jwt: { issuer: a, audience: b, jwks: { file: k.json } } } } }\n`,
    {
      'k.json': '{"keys":[]}',
    },
  )
  proxy.hangUp()
  await proxy.stderr.until(/hopwise\.yaml: read again, it holds from now on\.$/m)
})

test('a start with a broken file is refused with all that is wrong, and leaves nothing behind', async (t) => {
  const directory = await tempDir(scopeOf(t))
  const file = join(directory, 'hopwise.yaml')
  await writeFile(file, 'data: data\nlisteners: [{ listen: here }]\nstors: {}\n')
  const [program, args] = hopwise('serve', '--config', file)
  const ran = await run(program, args, { env: { HOME: directory } })
  assert.equal(ran.code, 5)
  assert.match(ran.stderr, /hopwise\.yaml:2:23: listeners\[0\]\.listen: write HOST:PORT/)
  assert.match(ran.stderr, /hopwise\.yaml:3:1: stors: there is no such key: did you mean stores\?/)
  const { stdout } = await run('ls', [directory])
  assert.equal(stdout, 'hopwise.yaml\n')
})

const BAD: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  [
    'an unknown key',
    'listener: []',
    /:1:1: listener: there is no such key: did you mean listeners\?/,
  ],
  [
    'a secret in the file',
    'listeners:\n  - listen: "a:1"\n    tls: { certificate: c, key: hunter2 }',
    /:3:33: listeners\[0\]\.tls\.key: a secret does not belong in this file/,
  ],
  [
    'a time without a unit',
    'limits:\n  idleTimeout: 75',
    /:2:16: limits\.idleTimeout: write a span of time with its unit/,
  ],
  [
    'a range with bits too many',
    'authentication:\n  default:\n    addresses:\n      - clients: [10.1.2.3/8]',
    /:4:19: authentication\.default\.addresses\[0\]\.clients\[0\]: write an IP address or a range/,
  ],
  [
    'a name that is not there',
    'listeners:\n  - { listen: "a:1", authentication: strict }',
    /:2:38: listeners\[0\]\.authentication: there is no "strict" in authentication/,
  ],
  [
    'a kind that there is not',
    'stores:\n  a: { kind: htpaswd }',
    /:2:14: stores\.a\.kind: write one of .* \(did you mean htpasswd\?\)/,
  ],
  [
    'a pattern that is none',
    "routes:\n  - { destinations: ['http://a'], authentication: default }",
    /:2:22: routes\[0\]\.destinations\[0\]: .*\(character 5\)/,
  ],
  [
    'a star without quotes',
    'routes:\n  - { destinations: [*.a], authentication: default }',
    /:2:22: a text that begins with \* must be in quotes/,
  ],
  ['a key that is there twice', 'data: a\ndata: b', /:2:1: this key is there twice/],
  [
    'a file that is not there',
    'stores:\n  a: { kind: htpasswd, file: none }',
    /:2:30: stores\.a\.file: .*none: there is no such file/,
  ],
  [
    'hours that are none',
    'policy:\n  rules:\n    - { name: a, effect: deny, hours: [sometimes] }',
    /:3:40: policy\.rules\[0\]\.hours\[0\]: /,
  ],
]
for (const [what, text, says] of BAD) {
  test(`config check finds ${what}, with line and column`, async (t) => {
    const file = join(await tempDir(scopeOf(t)), 'hopwise.yaml')
    await writeFile(file, text)
    const [program, args] = hopwise('config', 'check', file)
    const ran = await run(program, args)
    assert.equal(ran.code, 5)
    assert.match(ran.stderr, says)
    assert.doesNotMatch(ran.stderr, /hunter2/)
    assert.equal(ran.stdout, '')
  })
}

function start(
  t: TestContext,
  config: string,
  files: Readonly<Record<string, string>> = {},
): Promise<ConfiguredProxy> {
  return startConfigured(scopeOf(t), config, { ...FILES, ...files })
}

/** Status and content, and with -v what was said on the way. */
async function fetched(
  { ports }: ConfiguredProxy,
  args: readonly string[] = [],
  listener = 0,
  url = web.url,
): Promise<string> {
  const proxy = `http://127.0.0.1:${ports[listener]}`
  const ran = await run('curl', ['-sq', '-x', proxy, '-w', '%{stderr}%{http_code} ', ...args, url])
  return ran.stderr + ran.stdout
}

function ask({ ports: [port] }: ConfiguredProxy, agent: Agent | undefined): Promise<number> {
  const auth = Buffer.from('max:secret').toString('base64')
  return new Promise((resolve, reject) => {
    const options = {
      ...{ host: '127.0.0.1', port, agent, path: web.url },
      headers: { 'Proxy-Authorization': `Basic ${auth}`, Host: `127.0.0.1:${web.port}` },
    }
    get(options, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    }).once('error', reject)
  })
}

async function htpasswdLine(user: string, password: string): Promise<string> {
  const { stdout } = await run('openssl', ['passwd', '-apr1', password])
  return `${user}:${stdout.trim()}\n`
}
