import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TunnelCount } from './tunnel-count.ts'

test('tunnels are counted by user and in all', () => {
  const count = new TunnelCount()
  count.add('alice')
  count.add('alice')
  count.add('bob')
  assert.deepEqual([count.countOf('alice'), count.countOf('bob'), count.total], [2, 1, 3])
})

test('what is added and removed leaves nothing behind', () => {
  const count = new TunnelCount()
  for (let i = 0; i < 100; i++) count.add(`user ${i % 7}`)
  for (let i = 0; i < 100; i++) count.remove(`user ${i % 7}`)
  assert.equal(count.total, 0)
  for (let i = 0; i < 7; i++) assert.equal(count.countOf(`user ${i}`), 0)
})

test('a user with none has none', () => {
  assert.equal(new TunnelCount().countOf('nobody'), 0)
})

test('names of object properties are names like others', () => {
  const count = new TunnelCount()
  assert.equal(count.countOf('__proto__'), 0)
  count.add('constructor')
  assert.equal(count.countOf('constructor'), 1)
})
