import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field } from './fields.ts'
import { CONSUMED, connectionOptions, HOP_BY_HOP } from './hop-by-hop.ts'

test('every field of RFC 9110 §7.6.1 is in the table', () => {
  for (const key of [
    'connection',
    'proxy-connection',
    'keep-alive',
    'te',
    'transfer-encoding',
    'upgrade',
  ]) {
    assert.equal(HOP_BY_HOP.has(key), true, key)
  }
  assert.equal(CONSUMED.has('proxy-authorization'), true)
  assert.equal(HOP_BY_HOP.has('content-length'), false)
})

test('Connection is read over several lines, in any case', () => {
  const options = connectionOptions([
    field('Connection', 'X-A,, Upgrade'),
    field('Accept', 'close'),
    field('connection', 'CLOSE, keep-alive, x-b'),
  ])
  assert.deepEqual(
    [options.close, options.keepAlive, options.upgrade, [...options.named]],
    [true, true, true, ['x-a', 'x-b']],
  )
})

test('nothing said, nothing asked', () => {
  const options = connectionOptions([])
  assert.deepEqual(
    [options.close, options.keepAlive, options.upgrade, options.named.size],
    [false, false, false, 0],
  )
})

test('fields that carry the meaning of the message cannot be named away', () => {
  const options = connectionOptions([
    field('Connection', 'Host, Content-Length, Authorization, Via'),
  ])
  assert.equal(options.named.size, 0)
})
