import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { socketPair } from '../testing/socket-pair.ts'
import { Connection } from './connection.ts'
import { Deadlines } from './deadlines.ts'
import { HeldAnswers } from './held-answers.ts'

const LONG_MS = 60_000

async function aClient(t: TestContext) {
  const { near, far } = await socketPair(t)
  const connection = new Connection(near, new Deadlines())
  t.after(() => connection.destroy())
  return { connection, far }
}

test('an answer is held for as long as it should', async (t) => {
  const held = new HeldAnswers(1)
  const { connection } = await aClient(t)
  const from = performance.now()
  assert.equal(await held.hold(30, connection), 'due')
  assert.ok(performance.now() - from >= 29)
  assert.equal(held.size, 0)
})

test('a client that leaves is not waited for, however it leaves', async (t) => {
  const held = new HeldAnswers(2)
  const [polite, rude] = [await aClient(t), await aClient(t)]
  const both = [held.hold(LONG_MS, polite.connection), held.hold(LONG_MS, rude.connection)]
  polite.far.end()
  rude.far.resetAndDestroy()
  assert.deepEqual(await Promise.all(both), ['gone', 'gone'])
  assert.equal(held.size, 0)
})

test('a client that has gone already is not held', async (t) => {
  const { connection } = await aClient(t)
  connection.destroy()
  assert.equal(await new HeldAnswers(1).hold(LONG_MS, connection), 'gone')
})

test('what a client says meanwhile neither ends the wait nor is lost', async (t) => {
  const held = new HeldAnswers(1)
  const { connection, far } = await aClient(t)
  const answer = held.hold(LONG_MS, connection)
  far.write('next')
  await new Promise<void>((resolve) => {
    connection.socket.once('data', () => setImmediate(resolve))
  })
  assert.equal(held.size, 1)
  assert.equal(String(connection.take()), 'next')
  far.destroy()
  assert.equal(await answer, 'gone')
})

test('more than the bound are not held', async (t) => {
  const held = new HeldAnswers(1)
  const [first, second] = [await aClient(t), await aClient(t)]
  const answer = held.hold(LONG_MS, first.connection)
  assert.equal(held.hold(LONG_MS, second.connection), undefined)
  held.releaseAll()
  assert.equal(await answer, 'due')
})
