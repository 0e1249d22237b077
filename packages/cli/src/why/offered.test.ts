import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offered } from './offered.ts'

test('challenges stand in the order in which schemes are offered', () => {
  const names = (schemes: Parameters<typeof offered>[0]['schemes']) =>
    offered({ realm: 'Staff', schemes })
      .challenges()
      .map((text) => text.split(' ', 1)[0])
  assert.deepEqual(names(['digest', 'basic']), ['Digest', 'Basic'])
  assert.deepEqual(names(['basic', 'bearer']), ['Basic', 'Bearer'])
  assert.deepEqual(names([]), [])
})

test('challenges name the realm, and nobody is let in', async () => {
  const authenticator = offered({ realm: 'Staff only', schemes: ['basic'] })
  assert.deepEqual(authenticator.challenges(), ['Basic realm="Staff only", charset="UTF-8"'])
  const peer = { address: '127.0.0.1', conversation: undefined }
  const verdict = await authenticator.authenticate(['Basic eDp5'], {
    method: 'GET',
    target: '/',
    peer,
  })
  assert.equal(verdict.kind, 'refused')
})
