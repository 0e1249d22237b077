import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { ownAddresses } from './own-addresses.ts'

test('own addresses are addresses of this machine', async () => {
  const own = await ownAddresses()
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const known = new Set([...all.map(({ address }) => address), '127.0.0.1'])
  assert.ok(own.length > 0)
  for (const address of own) {
    assert.notEqual(isIP(address), 0)
    assert.ok(known.has(address), address)
  }
})
