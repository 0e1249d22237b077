import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { chmod, mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type FollowedFile, followFile, type Reading } from './followed-file.ts'

// The file is written in place in one go: between emptying and filling it, another turn would find it empty.
const QUICK = { pollMs: 2 ** 30, settleMs: 10 }

test('a file is read, and again with every change, whichever way it is written', async (t) => {
  const path = await place(t)
  const file = await open(t, path, 'one')
  assert.deepEqual([file.value(), file.version(), file.problems()], ['one', 1, []])
  await afterwards(file, () => writeFileSync(path, 'two'))
  assert.deepEqual([file.value(), file.version()], ['two', 2])
  await afterwards(file, async () => {
    await writeFile(`${path}.new`, 'three', { mode: 0o600 })
    await rename(`${path}.new`, path)
  })
  assert.deepEqual([file.value(), file.version()], ['three', 3])
})

test('a reading that fails leaves the value as it was, and says why', async (t) => {
  const path = await place(t)
  const file = await open(t, path, 'one')
  await afterwards(file, () => writeFileSync(path, 'bad'))
  assert.deepEqual([file.value(), file.version()], ['one', 1])
  assert.deepEqual(file.problems(), [{ kind: 'bad' }])
  await afterwards(file, () => unlink(path))
  assert.deepEqual(file.problems(), [{ kind: 'file-unreadable', detail: 'there is no such file' }])
  await afterwards(file, () => writeFileSync(path, 'two', { mode: 0o600 }))
  assert.deepEqual([file.value(), file.version(), file.problems()], ['two', 2, []])
})

test('who may read or write the file is looked at, and the value is the same', async (t) => {
  const path = await place(t)
  const file = await open(t, path, 'one')
  for (const [mode, problems] of [
    [0o604, [{ kind: 'readable-by-others', detail: '0604' }]],
    [0o620, [{ kind: 'writable-by-others', detail: '0620' }]],
    [0o600, []],
  ] as const) {
    await afterwards(file, () => chmod(path, mode))
    assert.deepEqual(file.problems(), problems)
  }
  assert.equal(file.version(), 1)
})

test('a file that cannot be read at the start is not followed', async (t) => {
  const path = await place(t)
  const missing = { kind: 'file-unreadable', detail: 'there is no such file' }
  assert.deepEqual(await followFile(path, read, QUICK), { kind: 'failed', problems: [missing] })
  await writeFile(path, 'bad', { mode: 0o600 })
  assert.deepEqual(await followFile(path, read, QUICK), {
    kind: 'failed',
    problems: [{ kind: 'bad' }],
  })
})

function read(octets: Uint8Array): Reading<string, { readonly kind: 'bad' }> {
  const value = Buffer.from(octets).toString()
  if (value === 'bad') return { kind: 'failed', problems: [{ kind: 'bad' }] }
  return { kind: 'read', value, problems: [] }
}

async function open(t: TestContext, path: string, text: string) {
  await writeFile(path, text, { mode: 0o600 })
  const opened = await followFile(path, read, QUICK)
  assert.ok(opened.kind === 'opened')
  t.after(() => opened.file.close())
  return opened.file
}

async function afterwards(
  file: FollowedFile<string, unknown>,
  change: () => Promise<void> | void,
): Promise<void> {
  const reloaded = Promise.withResolvers<void>()
  file.onReload(reloaded.resolve)
  // Watching does not keep a process alive: the timer does.
  const timer = setTimeout(() => reloaded.reject(new Error('nothing was reloaded')), 15_000)
  await change()
  await reloaded.promise.finally(() => clearTimeout(timer))
}

async function place(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'hopwise-followed-'))
  t.after(() => rm(directory, { recursive: true }))
  return join(directory, 'file')
}
