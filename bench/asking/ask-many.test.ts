import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { askMany } from './ask-many.ts'

test('as many as said are under way at once, and all that were answered are counted', async () => {
  let asked = 0
  let underWay = 0
  let most = 0
  const ask = async (url: string): Promise<void> => {
    assert.equal(url, 'http://origin/')
    asked++
    most = Math.max(most, ++underWay)
    await turn()
    underWay--
  }
  const result = await askMany(ask, { url: 'http://origin/', atOnce: 5, seconds: 0.05 })
  assert.equal(most, 5)
  assert.equal(result.requests, asked)
  assert.ok(result.seconds >= 0.05)
  assert.ok(result.cpuSeconds > 0)
})

test('one wrong answer ends it', async () => {
  const ask = () => Promise.reject(new Error('no'))
  await assert.rejects(
    askMany(ask, { url: 'http://origin/', atOnce: 2, seconds: 1 }),
    /^Error: no$/,
  )
})
