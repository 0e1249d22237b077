import assert from 'node:assert/strict'
import { createHash, hash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { makeCertificates } from './harness/certificates.ts'
import { makeClientCertificates } from './harness/client-certificates.ts'
import { type ConfiguredProxy, startConfigured } from './harness/configured-proxy.ts'
import { missing } from './harness/missing.ts'
import { HELLO, startOrigin } from './harness/origin.ts'
import { run } from './harness/run-program.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { tempDir } from './harness/temp-dir.ts'

const skip = missing('curl', 'openssl')
const pki = await makeClientCertificates(wholeFile)
const sites = await makeCertificates(wholeFile)
const web = await startOrigin(wholeFile)
const secureWeb = await startOrigin(wholeFile, undefined, sites)

const STAFF = { 'staff.htpasswd': await htpasswd('max', 'secret') }
const TLS =
  'tls: { certificate: proxy.pem, key: { file: proxy.key }, clientCertificates: { authorities: ca.pem } }'
const head = (authentication: string): string => `
data: data
egress: { allowPrivate: true }
listeners: [{ listen: "127.0.0.1:0", ${TLS} }]
stores: { staff: { kind: htpasswd, file: staff.htpasswd } }
authentication: { default: { ${authentication} } }
`

test('curl speaks to the proxy by TLS: a page, a tunnel, and a wrong password', {
  skip,
}, async (t) => {
  const proxy = await start(t, 'realm: TLS')
  const credentials = ['--proxy-user', 'max:secret']
  assert.equal(await fetched(proxy, web.url, ...credentials), `200 000 ${HELLO}`)
  assert.equal(await fetched(proxy, secureWeb.url, ...credentials), `200 200 ${HELLO}`)
  assert.match(await fetched(proxy, web.url, '--proxy-user', 'max:wrong'), /^407 000 /)
  assert.match(await fetched(proxy, secureWeb.url), /^000 407 /)
})

test('a certificate is a proof: alice needs no password, nobody else gets in', {
  skip,
}, async (t) => {
  const proxy = await start(t, 'schemes: [], certificates: { user: commonName }')
  assert.equal(await fetched(proxy, web.url, ...pki.shows.alice), `200 000 ${HELLO}`)
  assert.equal(await fetched(proxy, secureWeb.url, ...pki.shows.alice), `200 200 ${HELLO}`)
  assert.match(await fetched(proxy, web.url), /^403 000 .*\(fault CERTIFICATE_REQUIRED/s)
  assert.match(await fetched(proxy, web.url, ...pki.shows.expired), /^403 .*CERTIFICATE_REQUIRED/s)
  assert.match(await fetched(proxy, web.url, ...pki.shows.foreign), /^403 .*CERTIFICATE_REQUIRED/s)
  const entries = await proxy.exchanges.count(web.port, 4)
  assert.deepEqual(
    entries.map(({ user, scheme, detail }) => [user, scheme, detail]),
    [
      ['alice', 'client-certificate', undefined],
      [undefined, undefined, 'the client has shown no certificate'],
      [undefined, undefined, 'the client has shown no certificate (CERT_HAS_EXPIRED)'],
      [
        undefined,
        undefined,
        'the client has shown no certificate (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
      ],
    ],
  )
})

test('a certificate of nobody is told apart from none', { skip }, async (t) => {
  const proxy = await start(t, 'schemes: [], certificates: { user: { "CN=bob": bob } }')
  assert.match(await fetched(proxy, web.url, ...pki.shows.alice), /^403 .*CERTIFICATE_UNKNOWN/s)
})

test('together with a password, certificate and password must be of one user', {
  skip,
}, async (t) => {
  const certificates =
    'certificates: { user: { "email:alice@example.com": { user: max, groups: [devices] } } }'
  const proxy = await start(t, `satisfy: all, ${certificates}`)
  const credentials = ['--proxy-user', 'max:secret']
  assert.match(await fetched(proxy, web.url, ...credentials), /^403 .*CERTIFICATE_REQUIRED/s)
  assert.match(await fetched(proxy, web.url, ...pki.shows.alice), /^407 .*CREDENTIALS_MISSING/s)
  assert.equal(
    await fetched(proxy, web.url, ...pki.shows.alice, ...credentials),
    `200 000 ${HELLO}`,
  )
  await proxy.configure(head('satisfy: all, certificates: { user: commonName }'))
  assert.match(
    await fetched(proxy, web.url, ...pki.shows.alice, ...credentials),
    /^403 .*CERTIFICATE_UNKNOWN/s,
  )
})

test('32 MiB arrive as they were sent, both ways, in the clear and in a tunnel', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  const content = randomBytes(32 * 1024 * 1024)
  const file = join(await tempDir(scope), 'content')
  await writeFile(file, content)
  const expected = hash('sha256', content)
  const answer: RequestListener = (request, response) => {
    const sum = createHash('sha256')
    request.on('data', (piece: Buffer) => sum.update(piece))
    request.on('end', () => {
      response.setHeader('x-sum', sum.digest('hex'))
      response.end(content)
    })
  }
  const proxy = await start(t, 'realm: TLS')
  for (const tls of [undefined, sites]) {
    const origin = await startOrigin(scope, answer, tls)
    const out = join(proxy.directory, 'out')
    const upload = [
      '--proxy-user',
      'max:secret',
      '-T',
      file,
      '-o',
      out,
      '-D',
      '-',
      `${origin.url}/x`,
    ]
    const { stdout } = await run('curl', [...through(proxy), ...upload])
    assert.match(stdout, new RegExp(`x-sum: ${expected}`))
    assert.equal(hash('sha256', await readFile(out)), expected)
  }
})

test('links on a page of ours lead back by https', { skip }, async (t) => {
  const proxy = await start(t, 'realm: TLS')
  const page = await fetched(proxy, web.url, '-H', 'Accept: text/html')
  assert.match(page, new RegExp(`https://127\\.0\\.0\\.1:${proxy.ports[0]}`))
})

test('a renewed certificate is shown after SIGHUP, to the next client', { skip }, async (t) => {
  const proxy = await start(t, 'realm: TLS')
  const before = await shown(proxy)
  await proxy.write('proxy.pem', pki.renewed)
  proxy.hangUp()
  await proxy.stderr.until(/read again, it holds from now on\.$/m)
  assert.notEqual(await shown(proxy), before)
})

test('who speaks HTTP without TLS is gone, and the operator hears of it once', {
  skip,
}, async (t) => {
  const proxy = await start(t, 'realm: TLS')
  for (let n = 0; n < 3; n++) {
    const { code } = await run('curl', ['-s', `http://127.0.0.1:${proxy.ports[0]}/`])
    assert.notEqual(code, 0)
  }
  await proxy.stderr.until(/no TLS with 127\.0\.0\.1: it speaks HTTP without TLS/)
  assert.equal(proxy.stderr.text().match(/no TLS with/g)?.length, 1)
})

test('a response that breaks off is not taken for the whole', { skip }, async (t) => {
  const broken = await startOrigin(scopeOf(t), (_request, response) => {
    response.write('part of it')
    setImmediate(() => response.destroy())
  })
  const proxy = await start(t, 'realm: TLS')
  const args = [...through(proxy), '--proxy-user', 'max:secret', broken.url, '--http1.0']
  const { code } = await run('curl', args)
  assert.ok(code === 18 || code === 56, `curl ended with ${code}`)
})

function start(t: TestContext, authentication: string): Promise<ConfiguredProxy> {
  return startConfigured(scopeOf(t), head(authentication), { ...pki.files, ...STAFF })
}

/** Statuses of the response and of the CONNECT, and what came. */
async function fetched(proxy: ConfiguredProxy, url: string, ...args: readonly string[]) {
  const format = '%{stderr}%{http_code} %{http_connect} '
  const ran = await run('curl', [...through(proxy), '-w', format, ...args, url])
  return `${ran.stderr}${ran.stdout}`
}

function through({ ports }: ConfiguredProxy): readonly string[] {
  return [
    ...['-sq', '--proxy-cacert', pki.authority, '--cacert', sites.authority],
    ...['--proxy', `https://127.0.0.1:${ports[0]}`],
  ]
}

/** The serial number of the certificate that the proxy shows. */
async function shown({ ports }: ConfiguredProxy): Promise<string> {
  const { stdout } = await run('openssl', ['s_client', '-connect', `127.0.0.1:${ports[0]}`])
  const { stdout: serial } = await run('openssl', ['x509', '-noout', '-serial'], { input: stdout })
  assert.match(serial, /^serial=/)
  return serial
}

async function htpasswd(user: string, password: string): Promise<string> {
  const { stdout } = await run('openssl', ['passwd', '-apr1', password])
  return `${user}:${stdout.trim()}\n`
}
