import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readSettled, signatureOf } from './read-settled.ts'

const LIMITS = { octetsMax: 1000, settleMs: 20 }

test('a file that lies still is read, with its mode and signature', async (t) => {
  const path = await file(t, 'hello')
  await utimes(path, 1000, 1000)
  const read = await readSettled(path, LIMITS)
  assert.equal(Buffer.from(read.octets).toString(), 'hello')
  assert.equal(read.mode, 0o600)
  assert.equal(read.signature, await signatureOf(path))
  assert.equal(read.isCertain, true)
})

test('a file that was just written is waited for, and what was read of it is not certain', async (t) => {
  const path = await file(t, '')
  const reading = readSettled(path, { ...LIMITS, settleMs: 500 })
  await writeFile(path, 'the whole of it')
  const read = await reading
  assert.equal(Buffer.from(read.octets).toString(), 'the whole of it')
  assert.equal(read.isCertain, false)
})

test('the signature changes with another file of the same size and time in its place', async (t) => {
  const path = await file(t, 'aaaaa')
  await utimes(path, 1000, 1000)
  const before = await signatureOf(path)
  await writeFile(`${path}.new`, 'bbbbb', { mode: 0o600 })
  await utimes(`${path}.new`, 1000, 1000)
  await rename(`${path}.new`, path)
  assert.notEqual(await signatureOf(path), before)
})

test('what is missing, too large or no file is an error', async (t) => {
  const path = await file(t, 'x'.repeat(1001))
  await assert.rejects(readSettled(path, LIMITS), /1001 octets, at most 1000/)
  await assert.rejects(readSettled(`${path}.none`, LIMITS), { code: 'ENOENT' })
  await assert.rejects(readSettled(join(path, '..'), LIMITS), /not a regular file|EISDIR/)
})

test('a pipe that nobody writes to is refused at once', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'hopwise-'))
  t.after(() => rm(directory, { recursive: true }))
  const pipe = join(directory, 'pipe')
  execFileSync('mkfifo', [pipe])
  await assert.rejects(readSettled(pipe, LIMITS), /not a regular file/)
})

async function file(t: TestContext, content: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'hopwise-read-'))
  t.after(() => rm(directory, { recursive: true }))
  const path = join(directory, 'users')
  await writeFile(path, content, { mode: 0o600 })
  return path
}
