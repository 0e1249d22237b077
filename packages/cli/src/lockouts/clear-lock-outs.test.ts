import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { clearLockOuts } from './clear-lock-outs.ts'
import type { WhichLockOuts } from './known-lock-outs.ts'
import { withLockOuts } from './known-lock-outs.ts'
import { lockOutsIn } from './testing/lock-outs-in.ts'

function clear(options: WhichLockOuts & { json?: boolean }): string {
  const { surroundings, stdout, stderr } = scene()
  clearLockOuts(options, surroundings)
  return stdout() + stderr()
}

test('those that are named are let in again, and nobody else', (t) => {
  const data = lockOutsIn(t)
  const client = { address: '192.0.2.7', bits: 32 }
  assert.equal(clear({ data, user: 'alice', client }), '1 lock-out was ended\n')
  const left = withLockOuts({ data }, scene().surroundings, (found) => found)
  assert.deepEqual(
    left.map(({ user }) => user),
    [undefined, 'alice', '\u001b[2Jbob'],
  )
  assert.equal(JSON.parse(clear({ data, user: 'alice', json: true })).length, 1)
})

test('without a name all of them are, and then there is nobody', (t) => {
  const data = lockOutsIn(t)
  assert.equal(clear({ data }), '4 lock-outs were ended\n')
  assert.equal(clear({ data }), 'nobody was locked out\n')
})

test('who is named and not locked out is an answer of no', (t) => {
  const data = temporaryDirectory(t)
  assert.throws(() => clear({ data, user: 'alice' }), { exitCode: 1, message: /Nobody like that/ })
})
