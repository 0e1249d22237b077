import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Resolver } from './resolver.ts'

const PATIENT_MS = 30_000
/** A label longer than RFC 1035 §2.3.4 allows: the system says no without asking anybody. */
const NO_NAME = `${'a'.repeat(64)}.invalid`

test('an address is itself, asked of nobody', async () => {
  const resolver = new Resolver(0)
  for (const address of ['192.0.2.1', '::1', '2001:db8::1']) {
    assert.deepEqual(await resolver.addressesOf(address), [address])
  }
})

test('a name of /etc/hosts has its addresses', async () => {
  const addresses = await new Resolver(PATIENT_MS).addressesOf('localhost')
  assert.ok(addresses.includes('127.0.0.1') || addresses.includes('::1'), `${addresses}`)
})

test('a short form of an address is a name to us: what the system makes of it is classified', async () => {
  assert.deepEqual(await new Resolver(PATIENT_MS).addressesOf('127.1'), ['127.0.0.1'])
})

test('a name that is not known is a fault that names it', async () => {
  await assert.rejects(new Resolver(PATIENT_MS).addressesOf(NO_NAME), {
    code: 'NAME_NOT_RESOLVED',
    detail: `looking up ${NO_NAME}: ENOTFOUND`,
  })
})

test('who asks at the same time, or soon after, shares one look-up', async () => {
  const resolver = new Resolver(PATIENT_MS)
  const [a, b] = await Promise.all([
    resolver.addressesOf('localhost'),
    resolver.addressesOf('localhost'),
  ])
  assert.equal(a, b)
  assert.equal(await resolver.addressesOf('localhost'), a)
})

test('all who share a look-up that fails are told', async () => {
  const resolver = new Resolver(PATIENT_MS)
  const asked = [resolver.addressesOf(NO_NAME), resolver.addressesOf(NO_NAME)]
  for (const one of asked) await assert.rejects(one, { code: 'NAME_NOT_RESOLVED' })
})

test('a look-up that takes too long is a fault, and is not remembered', async (t) => {
  const resolver = new Resolver(500)
  const release = occupyThreads(t)
  await assert.rejects(resolver.addressesOf('localhost'), { code: 'NAME_TIMEOUT' })
  await release()
  assert.ok((await resolver.addressesOf('localhost')).length > 0)
})

/**
 * Look-ups wait for a thread of libuv's: with each of them opening a pipe that nobody writes to, they wait
 * until that is over.
 */
function occupyThreads(t: TestContext): () => Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'hopwise-'))
  const pipe = join(directory, 'pipe')
  execFileSync('mkfifo', [pipe])
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4)
  const openings = Array.from({ length: threads }, () => open(pipe, 'r'))
  let writing: number | undefined
  const release = async (): Promise<void> => {
    // For reading as well: that waits for nobody (fifo(7)).
    writing ??= openSync(pipe, 'r+')
    for (const opening of openings.splice(0)) await (await opening).close()
  }
  t.after(async () => {
    await release()
    if (writing !== undefined) closeSync(writing)
    rmSync(directory, { recursive: true })
  })
  return release
}

test('more names than are kept can be asked for', async () => {
  const resolver = new Resolver(PATIENT_MS)
  const names = Array.from({ length: 5_000 }, (_, i) => `127.${i >> 8}.${i & 255}`)
  const all = await Promise.all(names.map((name) => resolver.addressesOf(name)))
  assert.deepEqual(all[300], ['127.1.0.44'])
  assert.deepEqual(await resolver.addressesOf('127.0.1'), ['127.0.0.1'])
})

test('for anybody only so many names are looked up at a time, and those that are known still are', async (t) => {
  const resolver = new Resolver(500)
  await resolver.addressesOf('127.9')
  const release = occupyThreads(t)
  const names = Array.from({ length: 64 }, (_, i) => `127.1.${i}`)
  // Nobody waits for them any more, and the system still works on them.
  for (const name of names) {
    const asked = resolver.addressesForAnybody(name)
    asked.catch(() => {})
  }
  await assert.rejects(resolver.addressesForAnybody('127.2'), { code: 'OVERLOADED' })
  assert.deepEqual(await resolver.addressesForAnybody('127.9'), ['127.0.0.9'])
  assert.deepEqual(await resolver.addressesForAnybody('192.0.2.1'), ['192.0.2.1'])
  await release()
})
