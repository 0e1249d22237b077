import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAddressRange } from './address-range.ts'
import { userOfAddress } from './address-user.ts'

const ENTRIES = [
  { clients: [parseAddressRange('10.1.0.0/16')!], user: 'lab', groups: ['machines'] },
  { clients: [parseAddressRange('10.0.0.0/8')!, parseAddressRange('::1')!] },
]

test('the first entry that an address is in says who it is', () => {
  assert.deepEqual(userOfAddress('10.1.2.3', ENTRIES), { user: 'lab', groups: ['machines'] })
})

test('without a name the address is the name', () => {
  assert.deepEqual(userOfAddress('10.2.0.1', ENTRIES), { user: '10.2.0.1', groups: undefined })
  assert.deepEqual(userOfAddress('::1', ENTRIES), { user: '::1', groups: undefined })
})

test('an address that no entry has is nobody, and so is what is no address', () => {
  assert.equal(userOfAddress('192.0.2.1', ENTRIES), undefined)
  assert.equal(userOfAddress('unknown', ENTRIES), undefined)
})
