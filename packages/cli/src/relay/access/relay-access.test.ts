import assert from 'node:assert/strict'
import { userInfo } from 'node:os'
import { test } from 'node:test'
import type { Owner } from './connection-owner.ts'
import { type RelayAccessOptions, relayAccess } from './relay-access.ts'

const table = { ownerOf: async (): Promise<Owner> => ({ kind: 'user', uid: 4_000_000 }) }
const server = () => ({ address: '127.0.0.1', port: 4071 })

async function ofStranger(options: Partial<RelayAccessOptions>, address = '127.0.0.1') {
  const access = relayAccess({ isForAnyUser: false, platform: 'linux', table, server, ...options })
  const peer = { address, port: 50_000, conversation: undefined }
  const asked = { method: 'GET', target: 'http://example.com/', peer }
  const { kind } = await access.authenticator.authenticate([], asked)
  return { kind, whom: access.whom }
}

test('on Linux other users are kept out, and it is said', async () => {
  const { kind, whom } = await ofStranger({})
  assert.equal(kind, 'refused')
  assert.match(whom, /alone: other users of this machine get 403/)
})

test('where everybody was asked in, or the system cannot tell, that is said, too', async () => {
  const asked = await ofStranger({ isForAnyUser: true })
  assert.equal(asked.kind, 'accepted')
  assert.match(asked.whom, /every user of this machine \(--any-user\)/)
  const cannot = await ofStranger({ platform: 'darwin' })
  assert.equal(cannot.kind, 'accepted')
  assert.match(cannot.whom, /does not tell whose a connection is/)
})

test('another machine is never let in', async () => {
  assert.equal((await ofStranger({ isForAnyUser: true }, '192.0.2.1')).kind, 'refused')
})

test('the user of this process and root are let in by name', async () => {
  const { uid, username } = userInfo()
  const own = { ownerOf: async (): Promise<Owner> => ({ kind: 'user', uid }) }
  const { authenticator } = relayAccess({
    isForAnyUser: false,
    platform: 'linux',
    table: own,
    server,
  })
  const peer = { address: '127.0.0.1', port: 1, conversation: undefined }
  const verdict = await authenticator.authenticate([], { method: 'GET', target: '/', peer })
  assert.ok(verdict.kind === 'accepted' && verdict.user === username)
})
