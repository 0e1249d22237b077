import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Roll } from './roll.ts'

test('waiting ends when the last one goes', async () => {
  const roll = new Roll<string>()
  await roll.whenEmpty()
  roll.add('a')
  roll.add('b')
  let isEmpty = false
  const waiting = roll.whenEmpty().then(() => {
    isEmpty = true
  })
  roll.delete('a')
  await Promise.resolve()
  assert.equal(isEmpty, false)
  assert.deepEqual([...roll], ['b'])
  roll.delete('b')
  await waiting
  assert.equal(roll.size, 0)
})
