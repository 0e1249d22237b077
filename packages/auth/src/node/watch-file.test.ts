import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { watchFile } from './watch-file.ts'

const NEVER_MS = 2 ** 30

test('a change in the directory is a time to look', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'hopwise-watch-'))
  t.after(() => rm(directory, { recursive: true }))
  const path = join(directory, 'users')
  const looked = Promise.withResolvers<void>()
  const stop = watchFile(path, NEVER_MS, looked.resolve)
  t.after(stop)
  await writeFile(path, 'x')
  await looked.promise
})

test('where nothing can be watched, the clock is enough', async () => {
  const looked = Promise.withResolvers<void>()
  const stop = watchFile('/nowhere/at/all/users', 1, looked.resolve)
  // The interval alone does not keep a process alive: the test has to.
  const alive = setTimeout(() => looked.reject(new Error('nobody looked')), 10_000)
  try {
    await looked.promise
  } finally {
    clearTimeout(alive)
    stop()
  }
})

test('once ended, nobody looks', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'hopwise-watch-'))
  t.after(() => rm(directory, { recursive: true }))
  let looks = 0
  watchFile(join(directory, 'users'), 1, () => looks++)()
  const witness = Promise.withResolvers<void>()
  const stop = watchFile(join(directory, 'users'), NEVER_MS, witness.resolve)
  await writeFile(join(directory, 'users'), 'x')
  await witness.promise
  stop()
  assert.equal(looks, 0)
})
