import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { describeGroupFileProblem, type GroupFile, openGroupFile } from './group-file.ts'

// Files are written in place in one go: between emptying and filling one, another turn would find it empty.
const QUICK = { pollMs: 2 ** 30, settleMs: 10 }

test('who is in which group, and nobody in none', async (t) => {
  const { file } = await open(t, 'staff: alice bob\nlab: alice\n')
  assert.deepEqual(file.groupsOf('alice'), ['staff', 'lab'])
  assert.deepEqual(file.groupsOf('mallory'), [])
  assert.deepEqual(file.problems(), [])
})

test('a change counts at once and is another version', async (t) => {
  const { file, path } = await open(t, 'staff: alice\n')
  const version = file.version()
  const reloaded = nextReload(file)
  writeFileSync(path, 'staff: bob\n')
  await reloaded
  assert.deepEqual([file.groupsOf('alice'), file.groupsOf('bob')], [[], ['staff']])
  assert.notEqual(file.version(), version)
})

test('a file that is gone or useless later leaves the groups as they were, and is a problem', async (t) => {
  const { file, path } = await open(t, 'staff: alice\n')
  let reloaded = nextReload(file)
  await unlink(path)
  await reloaded
  assert.deepEqual(file.groupsOf('alice'), ['staff'])
  assert.deepEqual(file.problems(), [{ kind: 'file-unreadable', detail: 'there is no such file' }])
  reloaded = nextReload(file)
  writeFileSync(path, 'nonsense\n', { mode: 0o600 })
  await reloaded
  assert.deepEqual(file.groupsOf('alice'), ['staff'])
  assert.deepEqual(file.problems(), [{ kind: 'colon-missing', line: 1 }])
})

test('a file that is missing or useless is a clear error at the start', async (t) => {
  const path = await place(t)
  await assert.rejects(openGroupFile(path, QUICK), {
    name: 'GroupFileError',
    message: `${path}: the group file cannot be read: there is no such file`,
  })
  await writeFile(path, 'alice bob\n', { mode: 0o600 })
  await assert.rejects(openGroupFile(path, QUICK), {
    message: `${path}:1: the line has no colon; write \`group: user user\``,
  })
})

test('that others may write it is told, that they may read it is not', async (t) => {
  const { file, path } = await open(t, 'staff: alice\n')
  const reloaded = nextReload(file)
  await chmod(path, 0o664)
  await reloaded
  const [problem] = file.problems()
  assert.match(describeGroupFileProblem(path, problem!), /writable by others .* \(mode 0664\)/)
  const again = nextReload(file)
  await chmod(path, 0o644)
  await again
  assert.deepEqual(file.problems(), [])
})

test('a problem in one line is told with its group', () => {
  const problem = { kind: 'quote-open', line: 3, group: 'lab' } as const
  assert.equal(
    describeGroupFileProblem('staff.htgroup', problem),
    'staff.htgroup:3: group "lab": a quotation mark is not closed; the line is passed over',
  )
})

async function open(t: TestContext, content: string): Promise<{ file: GroupFile; path: string }> {
  const path = await place(t)
  await writeFile(path, content, { mode: 0o600 })
  const file = await openGroupFile(path, QUICK)
  t.after(() => file.close())
  return { file, path }
}

async function place(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'hopwise-htgroup-'))
  t.after(() => rm(directory, { recursive: true }))
  return join(directory, 'groups')
}

async function nextReload(file: GroupFile): Promise<void> {
  const heard = new EventEmitter()
  file.onReload(() => heard.emit('reload'))
  // Watching does not keep a process alive: the timer of the signal's deadline does.
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), 15_000)
  await once(heard, 'reload', { signal: late.signal }).finally(() => clearTimeout(timer))
}
