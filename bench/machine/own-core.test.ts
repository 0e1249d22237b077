import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import os from 'node:os'
import { test } from 'node:test'
import { coresOfThis, withOwnCore } from './own-core.ts'

const before = coresOfThis()
const hasAll = os.cpus().length > 1 && before === `0-${os.cpus().length - 1}`

test('what is started stays away from the core of what is measured; after that all is as it was', async () => {
  await withOwnCore(async (take) => {
    const others = coresOfThis()
    if (!hasAll) return assert.equal(others, before)
    assert.ok(others && !others.startsWith('0'))
    const started = execFileSync('grep', ['Cpus_allowed_list', '/proc/self/status'])
    assert.equal(String(started).trim().split('\t')[1], others)
    take(process.pid)
    assert.equal(coresOfThis(), '0')
  })
  assert.equal(coresOfThis(), before)
})

test('what goes wrong meanwhile leaves all as it was, too', async () => {
  await assert.rejects(
    withOwnCore(() => Promise.reject(new Error('wrong'))),
    /wrong/,
  )
  assert.equal(coresOfThis(), before)
})
