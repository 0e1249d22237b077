import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openJournalReader } from '@hopwise/store'
import { anEntry } from '../testing/entries.ts'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { openData } from './open-data.ts'

const { surroundings } = scene()

test('what is written before close is there after it, and the directory is free again', async (t) => {
  const directory = join(temporaryDirectory(t), 'data')
  const request = { directory, keepsUsers: true, notify: assert.fail }
  const data = openData(request, surroundings)
  assert.throws(() => openData(request, surroundings), {
    problem: 'in-use',
    message: /process 4711/,
  })
  data.journal.write(Buffer.from(JSON.stringify(anEntry())), anEntry())
  await data.close()
  const reader = openJournalReader(data.files.journal)
  t.after(() => reader.close())
  assert.deepEqual(reader.read({ limit: 5 }), [anEntry()])
  await openData(request, surroundings).close()
})

test('users from elsewhere leave no user database', async (t) => {
  const directory = temporaryDirectory(t)
  const data = openData({ directory, keepsUsers: false, notify: assert.fail }, surroundings)
  assert.equal(data.users, undefined)
  await data.close()
  assert.equal(existsSync(data.files.users), false)
})

test('when something cannot be opened, what was created on the way is gone', (t) => {
  const parent = temporaryDirectory(t)
  const directory = join(parent, 'a', 'b')
  mkdirSync(join(parent, 'a'))
  const request = { directory, keepsUsers: true, notify: assert.fail }
  const broken = { ...surroundings, nowMs: () => 0 }
  mkdirSync(directory)
  mkdirSync(join(directory, 'journal.db'))
  assert.throws(() => openData(request, broken), { name: 'StoreError' })
  assert.deepEqual(readdirSync(join(parent, 'a')), ['b'], 'what was there before stays')
  writeFileSync(join(parent, 'file'), '')
  assert.throws(() => openData({ ...request, directory: join(parent, 'file') }, broken), {
    problem: 'not-a-directory',
  })
})

test('damaged users are a reason not to start', (t) => {
  const directory = temporaryDirectory(t)
  writeFileSync(join(directory, 'users.db'), 'x'.repeat(5000))
  assert.throws(
    () => openData({ directory, keepsUsers: true, notify: assert.fail }, surroundings),
    {
      problem: 'damaged',
      message: /users\.db is damaged/,
    },
  )
})

test('a damaged journal is set aside, kept and said', async (t) => {
  const directory = temporaryDirectory(t)
  writeFileSync(join(directory, 'journal.db'), 'x'.repeat(5000))
  const notices: string[] = []
  const data = openData(
    { directory, keepsUsers: false, notify: (text) => notices.push(text) },
    surroundings,
  )
  await data.close()
  const aside = readdirSync(directory).filter((name) => name.includes('damaged'))
  assert.equal(aside.length, 1)
  assert.ok(notices[0]?.includes(aside[0] ?? '?'), notices[0])
})
