import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { OwnListeners } from './own-listeners.ts'

function listening(...at: readonly (readonly [host: string, port: number])[]): OwnListeners {
  const own = new OwnListeners()
  for (const [host, port] of at) own.add(host, port)
  return own
}

test('nothing is our own before we listen', () => {
  assert.equal(new OwnListeners().has('127.0.0.1', 80), false)
})

test('an address is our own with its port only', () => {
  const own = listening(['127.0.0.1', 4070], ['127.0.0.1', 4071])
  assert.equal(own.has('127.0.0.1', 4070), true)
  assert.equal(own.has('127.0.0.1', 4071), true)
  assert.equal(own.has('127.0.0.1', 80), false)
  assert.equal(own.has('127.0.0.2', 4070), false)
})

for (const wildcard of ['0.0.0.0', '::']) {
  test(`who listens on ${wildcard} is reached at every address of the machine`, () => {
    const own = listening([wildcard, 4070])
    assert.equal(own.has('127.0.0.1', 4070), true)
    assert.equal(own.has('127.8.9.1', 4070), true)
    const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
    for (const { address, family } of addresses) {
      if (family === 'IPv4') assert.equal(own.has(address, 4070), true, address)
    }
    assert.equal(own.has('127.0.0.1', 4071), false)
  })

  test(`who listens on ${wildcard} is not another machine`, () => {
    assert.equal(listening([wildcard, 4070]).has('192.0.2.1', 4070), false)
  })
}

test('who listens on :: is reached at ::1', () => {
  assert.equal(listening(['::', 4070]).has('::1', 4070), true)
})

test('one address has many spellings, and is our own in each', () => {
  const own = listening(['127.0.0.1', 1], ['::1', 2])
  assert.equal(own.has('0:0:0:0:0:0:0:1', 2), true)
  assert.equal(own.has('::ffff:127.0.0.1', 1), true)
  assert.equal(own.has('::ffff:7f00:1', 1), true)
})

test('a port that was given back is not our own any more', () => {
  const own = listening(['127.0.0.1', 1], ['127.0.0.1', 2])
  own.remove('127.0.0.1', 1)
  own.remove('127.0.0.1', 3)
  assert.equal(own.has('127.0.0.1', 1), false)
  assert.equal(own.has('127.0.0.1', 2), true)
})
