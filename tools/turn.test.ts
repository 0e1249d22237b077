import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { makeCheckout } from './testing/checkout.ts'

test('a turn whose holder died is taken over', async (t) => {
  const checkout = makeCheckout(t)
  const lock = checkout.file('.hopwise/set-up.lock')
  fs.mkdirSync(path.dirname(lock))
  fs.writeFileSync(lock, 'somebody')
  const longAgo = new Date(Date.now() - 60_000)
  fs.utimesSync(lock, longAgo, longAgo)
  const ends = await Promise.all([1, 2, 3].map(() => checkout.start('start.mjs').ended()))
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 0, 0],
  )
  assert.equal(checkout.installs(), 1)
  assert.deepEqual(fs.readdirSync(path.dirname(lock)), [])
})

test('a turn that is held is waited for, and the wait is said once', async (t) => {
  const checkout = makeCheckout(t)
  const lock = checkout.file('.hopwise/set-up.lock')
  fs.mkdirSync(path.dirname(lock))
  fs.writeFileSync(lock, 'somebody')
  const running = checkout.start('start.mjs')
  await running.printed('waiting for another set-up')
  assert.equal(checkout.installs(), 0)
  fs.rmSync(lock)
  const { code, err } = await running.ended()
  assert.equal(code, 0)
  assert.equal(err.match(/waiting/g)!.length, 1)
})
