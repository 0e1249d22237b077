import assert from 'node:assert/strict'
import { test } from 'node:test'
import { socketPair } from '../testing/socket-pair.ts'
import { anEngine } from '../testing/start-engine.ts'
import { endWithClient } from './client-gone.ts'
import { nextHopOn } from './connect-next-hop.ts'
import { Connection } from './connection.ts'

const PATIENCE = { ms: 10_000, fault: 'RESPONSE_TIMEOUT' } as const

test('who waits for the next hop is told when the client goes', async (t) => {
  const { engine } = anEngine()
  const [atClient, atHop] = [await socketPair(t), await socketPair(t)]
  const client = new Connection(atClient.near, engine.deadlines)
  const nextHop = nextHopOn(new Connection(atHop.near, engine.deadlines), 'key', 'address', engine)
  endWithClient(client, nextHop)
  const read = nextHop.connection.read(PATIENCE)
  atClient.far.destroy()
  client.destroy()
  await assert.rejects(read, { code: 'CLIENT_GONE' })
  assert.equal(nextHop.connection.isUsable, false)
})

test('a client that has gone already is nobody to work for', async (t) => {
  const { engine } = anEngine()
  const [atClient, atHop] = [await socketPair(t), await socketPair(t)]
  const client = new Connection(atClient.near, engine.deadlines)
  client.destroy()
  const nextHop = nextHopOn(new Connection(atHop.near, engine.deadlines), 'key', 'address', engine)
  assert.throws(() => endWithClient(client, nextHop), { code: 'CLIENT_GONE' })
  nextHop.connection.destroy()
})
