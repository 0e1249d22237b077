import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideEgress, egressFor } from './egress.ts'

const GUARDED = { allowPrivate: false }
const OPEN = { allowPrivate: true }

test('public addresses are allowed, in the order given', () => {
  assert.deepEqual(decideEgress(['8.8.8.8', '1.1.1.1'], GUARDED), {
    kind: 'allowed',
    addresses: ['8.8.8.8', '1.1.1.1'],
  })
})

test('one private address among public ones forbids the name', () => {
  assert.deepEqual(decideEgress(['8.8.8.8', '10.0.0.1'], GUARDED), {
    kind: 'forbidden',
    address: '10.0.0.1',
    addressClass: 'private',
  })
})

test('allowPrivate lets loopback and private through', () => {
  for (const address of ['127.0.0.1', '::1', '10.0.0.1', '169.254.1.1', '100.64.0.1']) {
    assert.equal(decideEgress([address], OPEN).kind, 'allowed', address)
    assert.equal(decideEgress([address], GUARDED).kind, 'forbidden', address)
  }
})

test('metadata, multicast and unspecified addresses are never allowed', () => {
  for (const address of ['169.254.169.254', '224.0.0.1', '0.0.0.0', '::', 'nonsense']) {
    assert.equal(decideEgress([address], OPEN).kind, 'forbidden', address)
  }
})

test('what a rule opened to a request is open to it alone', () => {
  assert.equal(decideEgress(['10.0.0.1'], egressFor(GUARDED, true)).kind, 'allowed')
  assert.equal(decideEgress(['10.0.0.1'], egressFor(GUARDED, undefined)).kind, 'forbidden')
  assert.equal(decideEgress(['10.0.0.1'], egressFor(OPEN, undefined)).kind, 'allowed')
  assert.equal(decideEgress(['169.254.169.254'], egressFor(GUARDED, true)).kind, 'forbidden')
})
