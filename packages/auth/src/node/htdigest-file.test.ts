import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { DigestAlgorithm, DigestName, DigestSecret } from '../credential-store.ts'
import { DIGEST_HASHES } from '../digest/algorithm.ts'
import { ha1Of, userhashOf } from '../digest/response.ts'
import { type HtdigestFile, HtdigestFileError, openHtdigestFile } from './htdigest-file.ts'
import { TOOLS } from './tools.ts'

// The file is written in place in one go: between emptying and filling it, another turn would find it empty.
const QUICK = { pollMs: 2 ** 30, settleMs: 10 }

test('a user is found by name and by hashed name, in the realm and algorithm that were stored', async (t) => {
  const { file } = await open(t, [
    line('J\u00e4s\u00f8n Doe', 'api', 'SHA-512-256'),
    line('alice', 'r', 'MD5'),
    line('alice', 'r', 'SHA-256'),
  ])
  assert.equal(file.userCount(), 2)
  assert.deepEqual(file.realms(), ['api', 'r'])
  for (const [username, realm, algorithm] of [
    ['J\u00e4s\u00f8n Doe', 'api', 'SHA-512-256'],
    ['alice', 'r', 'MD5'],
    ['alice', 'r', 'SHA-256'],
  ] as const) {
    const userhash = userhashOf(TOOLS, DIGEST_HASHES[algorithm], username, realm)
    for (const name of [plain(username), { kind: 'hashed', userhash } as const]) {
      const found = file.find(name, realm, algorithm)
      assert.ok(found.kind === 'found')
      assert.equal(found.ha1.reveal(), secretOf(username, realm, algorithm))
      assert.deepEqual([found.user, found.username], [username, username])
    }
  }
})

const UNKNOWN: readonly [name: DigestName, realm: string, algorithm: DigestAlgorithm][] = [
  [plain('bob'), 'r', 'MD5'],
  [plain('alice'), 's', 'MD5'],
  [plain('alice'), 'r', 'SHA-256'],
  [plain('__proto__'), 'r', 'MD5'],
  [{ kind: 'hashed', userhash: 'alice' }, 'r', 'MD5'],
  [plain(userhashOf(TOOLS, 'md5', 'alice', 'r')), 'r', 'MD5'],
]

test('everybody else is unknown', async (t) => {
  const { file } = await open(t, [line('alice', 'r', 'MD5')])
  for (const [name, realm, algorithm] of UNKNOWN) {
    assert.deepEqual(file.find(name, realm, algorithm), { kind: 'unknown-user' })
  }
})

test('a file that is missing or useless is a clear error at the start, without its secrets', async (t) => {
  const path = await place(t)
  await assert.rejects(openHtdigestFile(path, QUICK), {
    name: 'HtdigestFileError',
    message: `${path}: the htdigest file cannot be read: there is no such file`,
  })
  await writeFile(path, 'alice:opensesame\n', { mode: 0o600 })
  await assert.rejects(openHtdigestFile(path, QUICK), (error) => {
    assert.ok(error instanceof HtdigestFileError)
    assert.deepEqual(error.problems, [{ kind: 'fields-missing', line: 1 }])
    assert.doesNotMatch(error.message, /sesame/)
    return true
  })
})

test('a file without users opens, says so, and knows nobody', async (t) => {
  const { file } = await open(t, ['# nobody yet'])
  assert.deepEqual(file.problems(), [{ kind: 'no-users' }])
  assert.deepEqual(find(file, 'alice'), { kind: 'unknown-user' })
})

test('the file is read again when it changes, and the version says so', async (t) => {
  const { file, path } = await open(t, [line('alice', 'r', 'MD5')])
  const version = file.version()
  const reloaded = nextReload(file)
  writeFileSync(path, line('bob', 'r', 'MD5'))
  await reloaded
  assert.notEqual(file.version(), version)
  assert.equal(find(file, 'alice').kind, 'unknown-user')
  assert.equal(find(file, 'bob').kind, 'found')
})

const hasHtdigest = spawnSync('htdigest').error === undefined

test('what Apache’s htdigest writes is what we compute', { skip: !hasHtdigest }, async (t) => {
  const { file, path } = await open(t, ['# nobody yet'])
  const reloaded = nextReload(file)
  const written = spawnSync('htdigest', [path, 'r', 'alice'], {
    input: 'opensesame\nopensesame\n',
    encoding: 'utf8',
  })
  assert.equal(written.status, 0, written.stderr)
  await reloaded
  const found = find(file, 'alice')
  assert.ok(found.kind === 'found')
  assert.equal(found.ha1.reveal(), secretOf('alice', 'r', 'MD5'))
})

async function nextReload(file: HtdigestFile): Promise<void> {
  const reloaded = Promise.withResolvers<void>()
  file.onReload(reloaded.resolve)
  // Watching does not keep a process alive: the timer does.
  const timer = setTimeout(() => reloaded.reject(new Error('nothing was reloaded')), 15_000)
  await reloaded.promise.finally(() => clearTimeout(timer))
}

function find(file: HtdigestFile, username: string): DigestSecret {
  return file.find(plain(username), 'r', 'MD5')
}

function plain(username: string): DigestName {
  return { kind: 'plain', username }
}

function line(username: string, realm: string, algorithm: DigestAlgorithm): string {
  return `${username}:${realm}:${secretOf(username, realm, algorithm)}:${algorithm}`
}

function secretOf(username: string, realm: string, algorithm: DigestAlgorithm): string {
  return ha1Of(TOOLS, DIGEST_HASHES[algorithm], username, realm, 'opensesame')
}

async function open(t: TestContext, lines: readonly string[]) {
  const path = await place(t)
  await writeFile(path, lines.join('\n'), { mode: 0o600 })
  const file = await openHtdigestFile(path, QUICK)
  t.after(() => file.close())
  return { file, path }
}

async function place(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'hopwise-htdigest-'))
  t.after(() => rm(directory, { recursive: true }))
  return join(directory, 'htdigest')
}
