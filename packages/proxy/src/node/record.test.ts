import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anEngine, aScene } from '../testing/start-engine.ts'
import { record } from './record.ts'

test('what is written down counts the octets of this exchange, not of those before it', async (t) => {
  const { engine, entries } = anEngine()
  const { scene } = await aScene(t, engine)
  const { client, exchange } = scene
  client.connection.put('an earlier response')
  client.connection.flush()
  exchange.sentBefore = client.connection.sentBytes
  client.connection.put('12345')
  client.connection.flush()
  client.connection.put('put, but never sent')
  record(scene, 'answered', 200)
  assert.equal(entries.length, 1)
  assert.deepEqual(
    [entries[0]?.outcome, entries[0]?.status, entries[0]?.bytes.toClient],
    ['answered', 200, 5],
  )
})

test('an exchange that was sent nothing has sent nothing', async (t) => {
  const { engine, entries } = anEngine()
  const { scene } = await aScene(t, engine)
  record(scene, 'aborted', 499)
  assert.deepEqual(entries[0]?.bytes, { fromClient: 0, toClient: 0 })
})
