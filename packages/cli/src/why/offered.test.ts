import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAddressRange } from '@hopwise/auth'
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

test('an address may be enough, or a certificate be missed', async () => {
  const range = parseAddressRange('10.0.0.0/8')
  assert(range !== undefined)
  const addresses = [{ clients: [range], user: 'lab', groups: ['labs'] }]
  const asked = (address: string) => ({
    method: 'GET',
    target: '/',
    peer: { address, conversation: undefined },
  })
  const open = offered({ realm: 'a', schemes: ['basic'], addresses })
  assert.deepEqual(await open.authenticate([], asked('10.1.2.3')), {
    kind: 'accepted',
    user: 'lab',
    groups: ['labs'],
    scheme: 'client-address',
  })
  assert.deepEqual(await open.authenticate([], asked('192.0.2.7')), {
    kind: 'refused',
    reason: 'credentials-missing',
  })
  const certificates = { user: 'commonName', groups: [] } as const
  const strict = offered({ realm: 'a', schemes: [], certificates })
  assert.deepEqual(await strict.authenticate([], asked('10.1.2.3')), {
    kind: 'refused',
    reason: 'certificate-missing',
  })
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
