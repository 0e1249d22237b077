import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Asked, createProvingAuthenticator, type Peer, parseAddressRange } from '@hopwise/auth'
import type { Owner } from './connection-owner.ts'
import { createLocalUsers } from './local-users.ts'

const proof = createProvingAuthenticator({
  satisfy: 'all',
  addresses: [{ clients: [parseAddressRange('127.0.0.0/8')!], user: 'max' }],
})
const users = new Map([
  [0, 'root'],
  [1000, 'max'],
])

function letIn(ownerOf: () => Promise<Owner | undefined>) {
  let looks = 0
  const authenticator = createLocalUsers({
    proof,
    users,
    server: () => ({ address: '127.0.0.1', port: 4071 }),
    table: {
      ownerOf() {
        looks++
        return ownerOf()
      },
    },
  })
  return { judge: (peer: Peer) => authenticator.authenticate([], asked(peer)), looks: () => looks }
}

function asked(peer: Peer): Asked {
  return { method: 'GET', target: 'http://example.com/', peer }
}

function peer(address = '127.0.0.1'): Peer {
  return { address, port: 50_000, conversation: undefined }
}

const user = (uid: number) => async (): Promise<Owner> => ({ kind: 'user', uid })

test('programs of the user and of root are let in under their names', async () => {
  for (const [uid, name] of users) {
    const verdict = await letIn(user(uid)).judge(peer())
    assert.ok(verdict.kind === 'accepted' && verdict.user === name)
  }
})

test('another user is refused and told as whom', async () => {
  assert.deepEqual(await letIn(user(65_534)).judge(peer()), {
    kind: 'refused',
    reason: 'address-not-allowed',
    detail: 'another user of this machine, uid 65534',
  })
})

test('whatever is not known is refused', async () => {
  const unknown = [
    letIn(async () => undefined).judge(peer()),
    letIn(async () => ({ kind: 'nobody' })).judge(peer()),
    letIn(user(1000)).judge({ ...peer(), port: undefined }),
    letIn(user(1000)).judge(peer('192.0.2.1')),
  ]
  for (const verdict of unknown) assert.equal((await verdict).kind, 'refused')
})

test('a table that cannot be read refuses, and the operator reads why', async () => {
  const verdict = await letIn(() => Promise.reject(new Error('EACCES: no'))).judge(peer())
  assert.ok(verdict.kind === 'refused')
  assert.equal(verdict.forOperator, 'EACCES: no')
})

test('a connection is looked up once, however many requests it has, at one time or later', async () => {
  const { judge, looks } = letIn(user(1000))
  const one = peer()
  await Promise.all([judge(one), judge(one)])
  const later = judge(one)
  assert.ok(!(later instanceof Promise), 'judged without waiting')
  assert.equal(looks(), 1)
  await judge(peer())
  assert.equal(looks(), 2)
})
