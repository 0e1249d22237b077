import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openDatabase } from '../open-database.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import { LOCK_OUT_STEPS } from './lock-out-schema.ts'
import { openLockOuts } from './lock-out-store.ts'

const CLIENT = '192.0.2.7/32'
const ALICE = { user: 'alice', client: CLIENT, refusals: 10, beganMs: 1_000, endsMs: 2_000 }
const ALL = { user: undefined, client: CLIENT, refusals: 99, beganMs: 1_001, endsMs: 3_000 }

function open(t: TestContext, file: string, nowMs = 1_500) {
  const notices: string[] = []
  const notify = (sentence: string) => void notices.push(sentence)
  const store = openLockOuts({ file, nowMs: () => nowMs, busyMs: 10, notify })
  t.after(() => store.close())
  return { store, notices }
}

function aFile(t: TestContext): string {
  return join(temporaryDirectory(t), 'lock-outs.db')
}

test('what was written is read back, in order, until it ends', (t) => {
  const file = aFile(t)
  const { store, notices } = open(t, file)
  store.write(ALICE)
  store.write(ALL)
  assert.deepEqual(store.read(), [ALICE, ALL])
  assert.deepEqual(open(t, file, 2_500).store.read(), [ALL])
  assert.deepEqual(notices, [])
})

test('another process sees what one has written, and the one that wrote sees it ended', (t) => {
  const file = aFile(t)
  const proxy = open(t, file).store
  const command = open(t, file).store
  const before = proxy.version()
  proxy.write(ALICE)
  assert.equal(proxy.version(), before, 'what we write ourselves is no news')
  assert.deepEqual(command.read(), [ALICE])
  assert.equal(command.end([ALICE]), 1)
  assert.notEqual(proxy.version(), before)
  assert.deepEqual(proxy.read(), [])
})

test('those that are to end are named one by one, everybody of a client apart from its users', (t) => {
  const { store } = open(t, aFile(t))
  const there = { ...ALICE, client: '192.0.2.8/32' }
  for (const lockOut of [ALICE, ALL, there]) store.write(lockOut)
  assert.equal(store.end([{ ...ALICE, user: 'bob' }]), 0)
  assert.equal(store.end([ALL]), 1)
  assert.deepEqual(store.read(), [ALICE, there])
  assert.equal(store.end([ALICE, ALL, there]), 2)
  assert.deepEqual(store.read(), [])
})

test('a name that goes on and on is kept in part', (t) => {
  const { store } = open(t, aFile(t))
  store.write({ ...ALICE, user: 'x'.repeat(100_000) })
  assert.equal(store.read()[0]?.user?.length, 128)
})

test('a file that cannot be written costs no request: it is said', (t) => {
  const file = aFile(t)
  const { store, notices } = open(t, file, 1_500)
  const other = openDatabase(file, { steps: LOCK_OUT_STEPS, busyMs: 0 })
  t.after(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  store.write(ALICE)
  assert.match(notices[0] ?? '', /^Lock-outs could not be kept in a file: /)
  other.exec('ROLLBACK')
  assert.deepEqual(store.read(), [])
})
