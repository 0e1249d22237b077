import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { NetworkWatch } from './network-watch.ts'

function scene() {
  const world = { addresses: ['127.0.0.1', '192.0.2.7'], nowMs: 0, changes: [] as string[][] }
  const watch = new NetworkWatch({
    onChange: (addresses) => void world.changes.push([...addresses]),
    read: () => world.addresses,
    wallClockMs: () => world.nowMs,
  })
  const look = (): readonly string[][] => {
    world.nowMs += 1_000
    watch.look()
    return world.changes
  }
  return { world, look }
}

test('as long as the addresses are the same, nothing is said', () => {
  const { world, look } = scene()
  look()
  world.addresses = ['192.0.2.7', '127.0.0.1']
  assert.deepEqual(look(), [])
})

test('one that goes, and one that comes, is said once', () => {
  const { world, look } = scene()
  world.addresses = ['127.0.0.1']
  look()
  assert.deepEqual(look(), [['127.0.0.1']])
  world.addresses = ['127.0.0.1', '198.51.100.9']
  look()
  assert.deepEqual(look().at(-1), ['127.0.0.1', '198.51.100.9'])
  assert.equal(world.changes.length, 2)
})

test('an address of a link alone, as every container brings one, is no other network', () => {
  const { world, look } = scene()
  world.addresses = ['127.0.0.1', '192.0.2.7', 'fe80::42', '169.254.7.7']
  assert.deepEqual(look(), [])
  world.addresses = ['127.0.0.1', 'fe80::42']
  assert.deepEqual(look(), [['127.0.0.1', 'fe80::42']])
})

test('after a sleep connections are old, whatever their addresses', () => {
  const { world, look } = scene()
  world.nowMs += 3_600_000
  assert.equal(look().length, 1)
  assert.equal(look().length, 1)
})

test('the addresses are those of the system, and looking does not hold the process', () => {
  const all = Object.values(networkInterfaces()).flatMap((one = []) => one)
  let now: ReadonlySet<string> = new Set()
  let wallClockMs = 0
  const watch = new NetworkWatch({
    onChange: (addresses) => {
      now = addresses
    },
    wallClockMs: () => wallClockMs,
  })
  wallClockMs = 60_000
  watch.look()
  assert.deepEqual([...now].sort(), [...new Set(all.map(({ address }) => address))].sort())
  watch.start()
  watch.start()
  watch.stop()
})
