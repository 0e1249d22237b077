import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, drive, type Flow } from './flow.ts'

test('a flow can be stepped by hand: it asks, is answered, and ends with a value', () => {
  const flow = findRealm()
  assert.deepEqual(flow.next().value, { kind: 'find-login', scheme: 'basic', realm: 'r' })
  const end = flow.next(undefined)
  assert.deepEqual(end, { done: true, value: 'nobody' })
})

test('drive answers what a flow asks, whether the answer is there or has to be waited for', async () => {
  const nobody = { 'find-login': () => undefined }
  const nobodyLater = { 'find-login': async () => undefined }
  assert.equal(drive(findRealm(), nobody), 'nobody', 'at once: there is nothing to wait for')
  assert.equal(await drive(findRealm(), nobodyLater), 'nobody')
})

test('an answer that fails ends the flow, closes it, and is passed on', async () => {
  const closed: string[] = []
  function* flow(): Flow<string, 'find-login'> {
    try {
      yield* ask('find-login', { scheme: 'basic', realm: 'r' })
      return 'not reached'
    } finally {
      closed.push('closed')
    }
  }
  const failing = { 'find-login': () => Promise.reject(new Error('keychain is locked')) }
  await assert.rejects(async () => drive(flow(), failing), /keychain is locked/)
  assert.deepEqual(closed, ['closed'])
})

test('a flow that never stops asking is stopped', async () => {
  function* flow(): Flow<string, 'find-login'> {
    for (;;) yield* ask('find-login', { scheme: 'basic', realm: 'r' })
  }
  await assert.rejects(
    async () => drive(flow(), { 'find-login': () => undefined }),
    /more than 16 times/,
  )
})

function* findRealm(): Flow<string, 'find-login'> {
  const login = yield* ask('find-login', { scheme: 'basic', realm: 'r' })
  return login?.username ?? 'nobody'
}
