import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { chmod, mkdtemp, rename, rm, symlink, unlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Secret } from '../secret.ts'
import { openPasswordFile, type PasswordFile, PasswordFileError } from './password-file.ts'

/** {SHA} of "secret", and of "other". */
const SECRET = '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ='
const OTHER = '{SHA}0JQeaNqPOBUf+Gph/Fn3xc+fyqI='
// Files are written in place in one go: between emptying and filling one, another turn would find it empty.
const QUICK = { pollMs: 2 ** 30, settleMs: 10 }

test('users of the file are known, with their passwords, others are not', async (t) => {
  const { file } = await open(t, `alice:${SECRET}\nusér:${OTHER}\n`)
  assert.equal(file.userCount(), 2)
  assert.deepEqual(file.problems(), [])
  assert.deepEqual(await check(file, 'alice', 'secret'), { kind: 'right', user: 'alice' })
  assert.deepEqual(await check(file, 'usér', 'other'), { kind: 'right', user: 'usér' })
  assert.deepEqual(await check(file, 'alice', 'other'), { kind: 'wrong-password' })
  assert.deepEqual(await check(file, 'Alice', 'secret'), { kind: 'unknown-user' })
  assert.deepEqual(await check(file, '__proto__', 'secret'), { kind: 'unknown-user' })
})

test('a file that is missing or useless is a clear error at the start', async (t) => {
  const path = await place(t)
  await assert.rejects(openPasswordFile(path, QUICK), {
    name: 'PasswordFileError',
    message: `${path}: the password file cannot be read: there is no such file`,
  })
  await writeFile(path, 'alice:opensesame\n', { mode: 0o600 })
  await assert.rejects(openPasswordFile(path, QUICK), (error) => {
    assert.ok(error instanceof PasswordFileError)
    assert.deepEqual(error.problems, [{ kind: 'plain-text', line: 1, user: 'alice' }])
    assert.doesNotMatch(error.message, /sesame/)
    return true
  })
})

test('a file without users opens, says so, and knows nobody', async (t) => {
  const { file } = await open(t, '# nobody yet\n')
  assert.deepEqual(file.problems(), [{ kind: 'no-users' }])
  assert.deepEqual(await check(file, 'alice', 'x'), { kind: 'unknown-user' })
})

test('one bad line costs one user', async (t) => {
  const { file } = await open(t, `alice:${SECRET}\nbob:opensesame\n`)
  assert.equal(file.userCount(), 1)
  assert.deepEqual(file.problems(), [{ kind: 'plain-text', line: 2, user: 'bob' }])
})

test('who may read or write the file is looked at', async (t) => {
  const { file, path } = await open(t, `alice:${SECRET}`)
  for (const [mode, problems] of [
    [0o644, [{ kind: 'readable-by-others', detail: '0644' }]],
    [0o620, [{ kind: 'writable-by-others', detail: '0620' }]],
    [0o600, []],
  ] as const) {
    const reloaded = nextReload(file)
    await chmod(path, mode)
    await reloaded
    assert.deepEqual(file.problems(), problems)
  }
  assert.equal(file.version(), 1, 'the users are the same')
})

const CHANGES: readonly [name: string, change: (path: string, text: string) => Promise<void>][] = [
  ['written in place', async (path, text) => writeFileSync(path, text)],
  [
    'replaced by a rename, with the same size and times',
    async (path, text) => {
      await writeFile(`${path}.new`, text, { mode: 0o600 })
      await utimes(`${path}.new`, 1000, 1000)
      await rename(`${path}.new`, path)
    },
  ],
  [
    'removed and made again',
    async (path, text) => {
      await unlink(path)
      writeFileSync(path, text, { mode: 0o600 })
    },
  ],
]

for (const [name, change] of CHANGES) {
  test(`a changed password counts at once, the old one no more: ${name}`, async (t) => {
    const { file, path } = await open(t, `alice:${SECRET}\n`)
    const version = file.version()
    const changed = nextVersion(file, version)
    await change(path, `alice:${OTHER}\n`)
    await changed
    assert.deepEqual(await check(file, 'alice', 'other'), { kind: 'right', user: 'alice' })
    assert.deepEqual(await check(file, 'alice', 'secret'), { kind: 'wrong-password' })
  })
}

test('of many changes in quick succession the last one counts', async (t) => {
  const { file, path } = await open(t, `alice:${SECRET}\n`)
  const last = Promise.withResolvers<void>()
  file.onReload(async () => {
    if ((await check(file, 'user29', 'secret')).kind === 'right') last.resolve()
  })
  for (let i = 0; i < 30; i++) {
    writeFileSync(path, `user${i}:${SECRET}\n`)
    if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await alive(last.promise)
  assert.equal(file.userCount(), 1)
})

test('where no change is reported, the clock finds it', async (t) => {
  const path = await place(t)
  const elsewhere = await place(t)
  await writeFile(elsewhere, `alice:${SECRET}\n`, { mode: 0o600 })
  // The directory of the link does not hear of what happens behind the link.
  await symlink(elsewhere, path)
  const file = await openPasswordFile(path, { pollMs: 20, settleMs: 10 })
  t.after(() => file.close())
  const changed = nextVersion(file, file.version())
  writeFileSync(elsewhere, `alice:${OTHER}\n`)
  await alive(changed)
  assert.deepEqual(await check(file, 'alice', 'other'), { kind: 'right', user: 'alice' })
})

const BROKEN: readonly [name: string, breakIt: (path: string) => Promise<void>, kind: string][] = [
  ['gone', (path) => unlink(path), 'file-unreadable'],
  ['without one usable line', async (path) => writeFileSync(path, 'nonsense\n'), 'colon-missing'],
  ['binary', async (path) => writeFileSync(path, `alice:${OTHER}\n\0`), 'not-text'],
]

for (const [name, breakIt, kind] of BROKEN) {
  test(`a file that is ${name} leaves the users as they were, and is a problem until mended`, async (t) => {
    const { file, path } = await open(t, `alice:${SECRET}\n`)
    const broken = nextReload(file)
    await breakIt(path)
    await broken
    assert.deepEqual(
      file.problems().map((problem) => problem.kind),
      [kind],
    )
    assert.equal(file.version(), 1)
    assert.deepEqual(await check(file, 'alice', 'secret'), { kind: 'right', user: 'alice' })

    const mended = nextVersion(file, 1)
    writeFileSync(path, `alice:${OTHER}\n`, { mode: 0o600 })
    await mended
    assert.deepEqual(file.problems(), [])
    assert.deepEqual(await check(file, 'alice', 'other'), { kind: 'right', user: 'alice' })
  })
}

test('a file that was out of reach and comes back unchanged is a problem no more', async (t) => {
  const path = await place(t)
  await writeFile(path, `alice:${SECRET}\n`, { mode: 0o600 })
  await utimes(path, 1000, 1000)
  const file = await openPasswordFile(path, { pollMs: 20, settleMs: 10 })
  t.after(() => file.close())
  const directory = dirname(path)
  const gone = nextReload(file)
  await rename(directory, `${directory}-away`)
  await gone
  assert.equal(file.problems()[0]?.kind, 'file-unreadable')
  const back = nextReload(file)
  await rename(`${directory}-away`, directory)
  await back
  assert.deepEqual(file.problems(), [])
  assert.equal(file.version(), 1)
})

test('an unknown user takes as long as a wrong password', async (t) => {
  // bcrypt of "secret" with cost 10: long enough to see, next to a {SHA} that takes no time.
  const bcrypt = '$2y$10$8uMh8Wuap6cD1RUvc6VIKeORgc7NE3KGyBcI.XaSWYaDCOTu1WGpG'
  const { file } = await open(t, `a:${bcrypt}\nb:${bcrypt}\nc:${SECRET}\n`)
  const unknown: number[] = []
  const wrong: number[] = []
  for (let i = 0; i < 5; i++) {
    wrong.push(await timeOf(() => check(file, 'a', 'x')))
    unknown.push(await timeOf(() => check(file, 'nobody', 'x')))
  }
  const ratio = Math.min(...unknown) / Math.min(...wrong)
  assert.ok(ratio > 0.5 && ratio < 2, `ratio ${ratio}`)
})

const isMissing = spawnSync('htpasswd', ['-h']).error !== undefined
const skip = isMissing ? 'htpasswd is not installed' : false

test('what htpasswd does to a file is followed: add, change, delete', { skip }, async (t) => {
  const { file, path } = await open(t, `alice:${SECRET}\n`)
  const htpasswd = (...args: string[]) => execFileSync('htpasswd', args, { stdio: 'pipe' })

  const added = nextVersion(file, file.version())
  htpasswd('-bB', '-C', '4', path, 'bob', 'opensesame')
  await added
  assert.deepEqual(await check(file, 'bob', 'opensesame'), { kind: 'right', user: 'bob' })
  assert.deepEqual(await check(file, 'alice', 'secret'), { kind: 'right', user: 'alice' })

  const changed = nextVersion(file, file.version())
  htpasswd('-bm', path, 'bob', 'closesesame')
  await changed
  assert.deepEqual(await check(file, 'bob', 'opensesame'), { kind: 'wrong-password' })
  assert.deepEqual(await check(file, 'bob', 'closesesame'), { kind: 'right', user: 'bob' })

  const deleted = nextVersion(file, file.version())
  htpasswd('-D', path, 'bob')
  await deleted
  assert.deepEqual(await check(file, 'bob', 'closesesame'), { kind: 'unknown-user' })
})

test('a closed file is not looked at any more', async (t) => {
  const { file, path } = await open(t, `alice:${SECRET}\n`)
  await file.close()
  const witness = await openPasswordFile(path, QUICK)
  t.after(() => witness.close())
  const changed = nextVersion(witness, witness.version())
  writeFileSync(path, `alice:${OTHER}\n`)
  await changed
  assert.equal(file.version(), 1)
})

async function open(
  t: TestContext,
  content: string,
): Promise<{ readonly file: PasswordFile; readonly path: string }> {
  const path = await place(t)
  await writeFile(path, content, { mode: 0o600 })
  const file = await openPasswordFile(path, QUICK)
  t.after(() => file.close())
  return { file, path }
}

async function place(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'hopwise-htpasswd-'))
  t.after(() => rm(directory, { recursive: true }))
  return join(directory, 'users')
}

function check(file: PasswordFile, username: string, password: string) {
  return file.check(username, new Secret(password))
}

function nextReload(file: PasswordFile): Promise<void> {
  return alive(new Promise((resolve) => file.onReload(resolve)))
}

function nextVersion(file: PasswordFile, version: number): Promise<void> {
  return alive(
    new Promise((resolve) =>
      file.onReload(() => {
        if (file.version() !== version) resolve()
      }),
    ),
  )
}

/** Watching does not keep a process alive: the test has to, and gives up some time. */
async function alive(promise: Promise<void>): Promise<void> {
  const timeout = Promise.withResolvers<void>()
  const timer = setTimeout(() => timeout.reject(new Error('nothing was reloaded')), 15_000)
  try {
    await Promise.race([promise, timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedNs = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - startedNs)
}
