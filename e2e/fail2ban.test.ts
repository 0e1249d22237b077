import assert from 'node:assert/strict'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { encodeEntry } from '@hopwise/journal'
import { missing } from './harness/missing.ts'
import { type Origin, startOrigin } from './harness/origin.ts'
import { run } from './harness/run-program.ts'
import { scopeOf } from './harness/scope.ts'
import { ROOT, type StartedProxy, startProxy } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE } from './harness/users.ts'

const skip = missing('curl', 'openssl', 'fail2ban-regex')
const CONTRIB = join(ROOT, 'contrib/fail2ban')
const FILTER = join(CONTRIB, 'hopwise.conf')

interface Case {
  readonly name: string
  readonly credentials?: string
  readonly path?: string
  readonly status: number
  readonly times?: number
  readonly isBanned: boolean
}

const RIGHT = `${ALICE.user}:${ALICE.password}`
/** Looks like a line of ours, with another client. */
const FORGED = '","client":"203.0.113.9","outcome":"refused","reason":"wrong-password"'
const WHOLE = `{"exchange":"1QEV-VRQX-0095","time":1795244534123,"client":"203.0.113.9`

const CASES: readonly Case[] = [
  { name: 'a wrong password', credentials: 'alice:x', status: 407, isBanned: true },
  { name: 'an unknown user', credentials: 'nobody:x', status: 407, isBanned: true },
  { name: 'a lock-out', credentials: 'max:NEW', status: 429, times: 12, isBanned: true },
  {
    name: 'a name with the end of a string in it',
    credentials: `a${FORGED}:x`,
    status: 407,
    isBanned: true,
  },
  { name: 'a name that ends in a backslash', credentials: 'a\\:x', status: 407, isBanned: true },
  { name: 'a name that is a line', credentials: `${WHOLE}:x`, status: 407, isBanned: true },
  { name: 'a name that begins a line', credentials: `a\n${WHOLE}:x`, status: 407, isBanned: false },
  {
    name: 'a target with an address in it, and a wrong password',
    credentials: 'alice:x',
    path: `/?client=203.0.113.9%22,%22client%22:%22203.0.113.9`,
    status: 407,
    isBanned: true,
  },
  { name: 'no credentials', status: 407, isBanned: false },
  { name: 'the right password', credentials: RIGHT, status: 200, isBanned: false },
  {
    name: 'a 407 of an origin',
    credentials: RIGHT,
    path: '/407',
    status: 407,
    isBanned: false,
  },
  { name: 'a 429 of an origin', credentials: RIGHT, path: '/429', status: 429, isBanned: false },
  {
    name: 'a forbidden destination',
    credentials: RIGHT,
    path: 'http://169.254.169.254/',
    status: 403,
    isBanned: false,
  },
  {
    name: 'the right password and a target that looks like a refusal',
    credentials: RIGHT,
    path: `/?${encodeURI(FORGED)}`,
    status: 200,
    isBanned: false,
  },
]

test('the filter finds those who guess, and nobody whom they name', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startProxy(scope)
  const origin = await startOrigin(scope, (request, response) => {
    response.statusCode = Number(/^\/(\d{3})$/.exec(request.url ?? '')?.[1] ?? 200)
    response.end()
  })
  for (const [at, one] of CASES.entries()) await ask(proxy, origin, addressOf(at), one)
  const total = CASES.reduce((sum, { times = 1 }) => sum + times, 0)
  const entries = await proxy.exchanges.until('every exchange', () => {
    const all = proxy.exchanges.all()
    return all.length >= total ? all : undefined
  })
  const log = join(await tempDir(scope), 'exchanges.ndjson')
  await writeFile(log, entries.map((entry) => `${encodeEntry(entry)}\n`).join(''))
  const found = new Set(await addressesFound(log, FILTER))
  for (const [at, { name, isBanned }] of CASES.entries()) {
    assert.equal(found.has(addressOf(at)), isBanned, name)
  }
  assert.equal(found.size, CASES.filter(({ isBanned }) => isBanned).length, 'nobody else')
  const lockedOut = CASES.findIndex(({ name }) => name === 'a lock-out')
  assert.deepEqual(
    new Set(await addressesFound(log, `${FILTER}[mode=lock-out]`)),
    new Set([addressOf(lockedOut)]),
  )
})

test('fail2ban accepts the filter and the example of a jail', { skip }, async (t) => {
  const dir = await tempDir(scopeOf(t))
  await cp('/etc/fail2ban', dir, { recursive: true })
  await mkdir(join(dir, 'jail.d'), { recursive: true })
  await writeFile(join(dir, 'jail.d/defaults-debian.conf'), '')
  await cp(FILTER, join(dir, 'filter.d/hopwise.conf'))
  const log = join(dir, 'exchanges.ndjson')
  await writeFile(log, '')
  const jail = await readFile(join(CONTRIB, 'jail.conf'), 'utf8')
  await writeFile(
    join(dir, 'jail.d/hopwise.conf'),
    jail.replace('/var/log/hopwise/exchanges.ndjson', log),
  )
  const { code, stdout, stderr } = await run('fail2ban-client', ['-c', dir, '-t'])
  assert.equal(code, 0, stdout + stderr)
  assert.match(stdout + stderr, /configuration test is successful/)
})

/** Every case has an address of its own, so that who is found is who asked. */
function addressOf(index: number): string {
  return `127.0.7.${index + 1}`
}

async function ask(proxy: StartedProxy, origin: Origin, from: string, one: Case): Promise<void> {
  const { credentials, path = '/', times = 1, status, name } = one
  const url = path.startsWith('/') ? `${origin.url}${path}` : path
  const args = ['-q', '-s', '-o', '/dev/null', '-w', '%{http_code}', '--interface', from]
  let answered = ''
  for (let time = 0; time < times; time++) {
    const signIn = credentials === undefined ? [] : basic(credentials.replace('NEW', `${time}`))
    const ran = await run('curl', [...args, ...signIn, '-x', proxy.url, '-g', url])
    answered = ran.stdout
  }
  assert.equal(answered, String(status), name)
}

/** curl ends a name at the first colon; so do we, but what is forged has colons. */
function basic(userPass: string): string[] {
  const value = Buffer.from(userPass).toString('base64')
  return ['--proxy-header', `Proxy-Authorization: Basic ${value}`]
}

async function addressesFound(log: string, filter: string): Promise<string[]> {
  const { code, stdout, stderr } = await run('fail2ban-regex', ['-o', 'ip', log, filter])
  assert.ok(code === 0 || stdout === '', stderr)
  return stdout.split('\n').filter((line) => line !== '')
}
