import assert from 'node:assert/strict'
import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createDataDirectory, existingDataDirectory } from './data-directory.ts'
import { temporaryDirectory } from './testing/temporary-directory.ts'

test('a missing directory is made for its owner alone, an existing one keeps its mode', (t) => {
  const parent = temporaryDirectory(t)
  const { files, undo } = createDataDirectory(join(parent, 'a', 'b'))
  const { directory, users } = files
  assert.equal(statSync(directory).mode & 0o777, 0o700)
  assert.equal(users, join(parent, 'a', 'b', 'users.db'))
  chmodSync(directory, 0o750)
  const again = createDataDirectory(directory)
  assert.equal(statSync(directory).mode & 0o777, 0o750)
  again.undo()
  assert.ok(existsSync(directory), 'what was there before stays')
  undo()
  assert.deepEqual(readdirSync(parent), [])
})

test('a file in the way is said, as the directory itself or before it', (t) => {
  const file = join(temporaryDirectory(t), 'file')
  writeFileSync(file, '')
  for (const path of [file, join(file, 'below')]) {
    assert.throws(() => createDataDirectory(path), {
      name: 'StoreError',
      problem: 'not-a-directory',
    })
  }
  assert.throws(() => existingDataDirectory(file), { problem: 'not-a-directory' })
})

test('a place where nothing can be created is said, and soon', () => {
  for (const path of ['/proc/hopwise', '/proc/hopwise/below']) {
    assert.throws(() => createDataDirectory(path), { problem: 'not-writable', message: /--data/ })
  }
})

test('a command that needs data does not create the directory', (t) => {
  const path = join(temporaryDirectory(t), 'none')
  assert.throws(() => existingDataDirectory(path), {
    problem: 'missing',
    message: /^There is no data directory at .*: start the proxy once/,
  })
  assert.equal(existsSync(path), false)
})
