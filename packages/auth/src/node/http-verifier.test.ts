import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Secret } from '../secret.ts'
import { get } from '../testing/asked.ts'
import { createHttpVerifier, type HttpVerifier, type HttpVerifierOptions } from './http-verifier.ts'

const PASSWORD = new Secret('opensesame')

/** 204 for the password, 401 for another. */
const judging: RequestListener = (request, response) => {
  const [, userPass = ''] = (request.headers.authorization ?? '').split(' ')
  const isRight = Buffer.from(userPass, 'base64').toString().endsWith(':opensesame')
  response.writeHead(isRight ? 204 : 401, { 'remote-groups': 'staff' }).end()
}

test('yes is right, with groups and for a while; no is wrong', async (t) => {
  const { verifier } = await asking(t, judging, { rememberMs: 30_000 })
  const fromMs = Date.now()
  const check = await verifier.check('alice', PASSWORD)
  assert.ok(check.kind === 'right' && check.expiresMs !== undefined)
  assert.deepEqual([check.user, check.groups], ['alice', ['staff']])
  assert.ok(check.expiresMs >= fromMs + 30_000 && check.expiresMs <= Date.now() + 30_000)
  assert.equal((await verifier.check('alice', new Secret('x'))).kind, 'wrong-password')
})

test('the question tells which request it is about, and what was agreed upon', async (t) => {
  const seen: unknown[] = []
  const { verifier } = await asking(
    t,
    (request, response) => {
      const { method, url, headers } = request
      seen.push([method, url, headers['x-real-ip'], headers['x-original-url'], headers['x-key']])
      response.writeHead(200).end()
    },
    { method: 'POST', fields: { 'X-Key': new Secret('k') } },
  )
  await verifier.check('alice', PASSWORD, get())
  assert.deepEqual(seen, [['POST', '/auth', '127.0.0.1', 'http://origin.example/', 'k']])
})

test('connections are kept, and no more are made than there may be', async (t) => {
  const { verifier, connections } = await asking(t, judging, { connections: 2 })
  await Promise.all(Array.from({ length: 20 }, () => verifier.check('alice', PASSWORD)))
  assert.ok(connections() <= 2, String(connections()))
})

test('a connection that was closed while it was kept is replaced', async (t) => {
  const { verifier, hangUp } = await asking(t, judging)
  await verifier.check('alice', PASSWORD)
  hangUp()
  assert.equal((await verifier.check('alice', PASSWORD)).kind, 'right')
})

const FAILURES: readonly [
  name: string,
  listener: RequestListener,
  detail: RegExp,
  timeLimitMs?: number,
][] = [
  [
    'another status',
    (_, response) => void response.writeHead(302, { location: '/' }).end(),
    /it answered 302, which is neither yes/,
  ],
  [
    'a failure',
    (_, response) => void response.writeHead(500).end('x'.repeat(200_000)),
    /it answered 500/,
  ],
  ['a hang-up', (request) => void request.socket.destroy(), /closed without an answer/],
  ['silence', () => {}, /no answer within 200 ms$/, 200],
  [
    'half an answer',
    (_, response) => void response.writeHead(200).write('x'),
    /no answer within 200 ms$/,
    200,
  ],
  ['what is not HTTP', (request) => void request.socket.end('SSH-2.0\r\n'), /Parse Error/],
]

for (const [name, listener, detail, timeLimitMs = 20_000] of FAILURES) {
  test(`${name} is neither yes nor no`, async (t) => {
    const { verifier, url } = await asking(t, listener, { timeLimitMs })
    const check = await verifier.check('alice', PASSWORD)
    assert.ok(check.kind === 'unavailable')
    assert.ok(check.detail.startsWith(`${url}: `), check.detail)
    assert.match(check.detail, detail)
    assert.doesNotMatch(check.detail, /opensesame/)
  })
}

const skip = spawnSync('openssl', ['version']).error !== undefined && 'openssl is not installed'

test('over TLS only whoever is trusted is asked', { skip }, async (t) => {
  const { key, cert } = certificate(t)
  const server = createTlsServer({ key, cert }, judging)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/auth`
  const trusting = createHttpVerifier({ url, authorities: cert })
  t.after(() => trusting.close())
  assert.equal((await trusting.check('alice', PASSWORD)).kind, 'right')
  assert.equal((await trusting.check('alice', new Secret('x'))).kind, 'wrong-password')
  const verifier = createHttpVerifier({ url })
  t.after(() => verifier.close())
  const check = await verifier.check('alice', PASSWORD)
  assert.ok(check.kind === 'unavailable')
  assert.match(
    check.detail,
    /the certificate cannot be trusted \(self-signed certificate\): see `authorities`$/,
  )
})

test('nobody there is told', async (t) => {
  const { verifier, stop, url } = await asking(t, judging)
  await stop()
  assert.deepEqual(await verifier.check('alice', PASSWORD), {
    kind: 'unavailable',
    detail: `${url}: nothing listens there: is the service running, and is the port right?`,
  })
})

test('too many questions and too long a wait are told', async (t) => {
  const { verifier } = await asking(t, () => {}, { connections: 1, queue: 1, timeLimitMs: 100 })
  const checks = await Promise.all(['a', 'b', 'c'].map((user) => verifier.check(user, PASSWORD)))
  const details = checks.map((check) => (check.kind === 'unavailable' ? check.detail : check.kind))
  assert.match(details[2]!, /all 1 connections are busy and 1 questions wait/)
  assert.match(details[0]!, /no answer within 100 ms/)
  assert.match(details[1]!, /no answer within 100 ms|busy for 100 ms/)
})

test('dangerously open, whoever cannot be verified is let in, for one request', async (t) => {
  const { verifier, stop } = await asking(t, judging, { failMode: 'dangerouslyOpen' })
  assert.equal((await verifier.check('alice', new Secret('x'))).kind, 'wrong-password')
  await stop()
  assert.deepEqual(await verifier.check('alice', new Secret('x')), {
    kind: 'right',
    user: 'alice',
    expiresMs: 0,
  })
})

test('a name with a colon is nobody, and is not asked about', async (t) => {
  const { verifier } = await asking(t, () => assert.fail('it was asked'))
  assert.deepEqual(await verifier.check('a:b', PASSWORD), { kind: 'unknown-user' })
})

test('an address that cannot be asked is told at once, without the password in it', () => {
  assert.throws(() => createHttpVerifier({ url: 'ftp://a/' }), /write http:\/\/HOST/)
  assert.throws(
    () => createHttpVerifier({ url: 'http://user:geheim@a/' }),
    (error) => error instanceof RangeError && !error.message.includes('geheim'),
  )
})

function certificate(t: TestContext): { key: string; cert: string } {
  const directory = mkdtempSync(join(tmpdir(), 'hopwise-verifier-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const names = ['-subj', '/CN=verifier', '-addext', 'subjectAltName=IP:127.0.0.1']
  const args = ['req', '-x509', ...newKey, '-keyout', key, '-out', cert, ...names]
  execFileSync('openssl', args, { stdio: 'ignore' })
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

async function asking(
  t: TestContext,
  listener: RequestListener,
  options: Partial<HttpVerifierOptions> = {},
): Promise<{
  verifier: HttpVerifier
  url: string
  connections(): number
  hangUp(): void
  stop(): Promise<void>
}> {
  const sockets = new Set<Socket>()
  const server = createServer(listener)
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
  }
  const stop = async () => {
    hangUp()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  t.after(stop)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/auth`
  const verifier = createHttpVerifier({ url, ...options })
  t.after(() => verifier.close())
  return { verifier, url, connections: () => sockets.size, hangUp, stop }
}
