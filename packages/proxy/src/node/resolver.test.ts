import assert from 'node:assert/strict'
import { pbkdf2 } from 'node:crypto'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { Resolver } from './resolver.ts'

/** A label longer than RFC 1035 §2.3.4 allows: the system says no without asking anybody. */
const NO_NAME = `${'a'.repeat(64)}.invalid`

test('an address is itself, asked of nobody', async () => {
  const resolver = new Resolver(0)
  for (const address of ['192.0.2.1', '::1', '2001:db8::1']) {
    assert.deepEqual(await resolver.addressesOf(address), [address])
  }
})

test('a name of /etc/hosts has its addresses', async () => {
  const addresses = await new Resolver(5_000).addressesOf('localhost')
  assert.ok(addresses.includes('127.0.0.1') || addresses.includes('::1'), `${addresses}`)
})

test('a short form of an address is a name to us: what the system makes of it is classified', async () => {
  assert.deepEqual(await new Resolver(5_000).addressesOf('127.1'), ['127.0.0.1'])
})

test('a name that is not known is a fault that names it', async () => {
  await assert.rejects(new Resolver(5_000).addressesOf(NO_NAME), {
    code: 'NAME_NOT_RESOLVED',
    detail: `looking up ${NO_NAME}: ENOTFOUND`,
  })
})

test('who asks at the same time, or soon after, shares one look-up', async () => {
  const resolver = new Resolver(5_000)
  const [a, b] = await Promise.all([
    resolver.addressesOf('localhost'),
    resolver.addressesOf('localhost'),
  ])
  assert.equal(a, b)
  assert.equal(await resolver.addressesOf('localhost'), a)
})

test('all who share a look-up that fails are told', async () => {
  const resolver = new Resolver(5_000)
  const asked = [resolver.addressesOf(NO_NAME), resolver.addressesOf(NO_NAME)]
  for (const one of asked) await assert.rejects(one, { code: 'NAME_NOT_RESOLVED' })
})

test('a look-up that takes too long is a fault, and is not remembered', async () => {
  const resolver = new Resolver(20)
  const isBusy = occupyThreads()
  await assert.rejects(resolver.addressesOf('localhost'), { code: 'NAME_TIMEOUT' })
  await isBusy
  assert.ok((await resolver.addressesOf('localhost')).length > 0)
})

/** Look-ups wait for a thread of libuv's, so with all of them at work a look-up is slow. */
function occupyThreads(): Promise<unknown> {
  const derive = promisify(pbkdf2)
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4)
  return Promise.all(Array.from({ length: threads }, () => derive('p', 's', 400_000, 32, 'sha256')))
}

test('more names than are kept can be asked for', async () => {
  const resolver = new Resolver(5_000)
  const names = Array.from({ length: 5_000 }, (_, i) => `127.${i >> 8}.${i & 255}`)
  const all = await Promise.all(names.map((name) => resolver.addressesOf(name)))
  assert.deepEqual(all[300], ['127.1.0.44'])
  assert.deepEqual(await resolver.addressesOf('127.0.1'), ['127.0.0.1'])
})

test('for anybody only so many names are looked up at a time, and those that are known still are', async () => {
  const resolver = new Resolver(20)
  await resolver.addressesOf('127.9')
  const isBusy = occupyThreads()
  const names = Array.from({ length: 64 }, (_, i) => `127.1.${i}`)
  // Nobody waits for them any more, and the system still works on them.
  for (const name of names) {
    const asked = resolver.addressesForAnybody(name)
    asked.catch(() => {})
  }
  await assert.rejects(resolver.addressesForAnybody('127.2'), { code: 'OVERLOADED' })
  assert.deepEqual(await resolver.addressesForAnybody('127.9'), ['127.0.0.9'])
  assert.deepEqual(await resolver.addressesForAnybody('192.0.2.1'), ['192.0.2.1'])
  await isBusy
})
