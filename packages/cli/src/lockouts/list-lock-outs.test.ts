import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene } from '../testing/scene.ts'
import { listLockOuts } from './list-lock-outs.ts'
import { lockOutsIn } from './testing/lock-outs-in.ts'

test('lock-outs are listed for people and for programs', (t) => {
  const data = lockOutsIn(t)
  const listed = (options: { user?: string; json?: boolean }): string => {
    const { surroundings, stdout, stderr } = scene()
    listLockOuts({ data, ...options }, surroundings)
    return stdout() + stderr()
  }
  assert.match(listed({}), /^CLIENT .*\n192\.0\.2\.7\/32 +alice +10 /)
  assert.equal(JSON.parse(listed({ user: 'alice', json: true })).length, 2)
  assert.equal(listed({ user: 'carol' }), 'nobody is locked out\n')
  assert.equal(listed({ user: 'carol', json: true }), '[]\n')
})
