import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aParent } from '../../testing/parents.ts'
import { socketPair } from '../../testing/socket-pair.ts'
import { anEngine, aScene } from '../../testing/start-engine.ts'
import { Connection } from '../connection.ts'
import { connectParent } from './connect-parent.ts'

test('a kept connection is taken where one will do, this client’s own before all others', async (t) => {
  const { engine } = anEngine()
  const { scene } = await aScene(t, engine)
  const parent = aParent(1)
  const connect = (wanted: 'any' | 'fresh') =>
    connectParent(scene, parent, parent.key, wanted, async () => {
      return new Connection((await socketPair(t)).near, engine.deadlines)
    })
  const first = await connect('any')
  assert.deepEqual([scene.exchange.reused, first.key], [false, parent.key])
  const second = await connect('any')
  assert.notEqual(second, first)
  engine.pool.give(first, performance.now())
  scene.client.pin(second)
  assert.notEqual(await connect('fresh'), first)
  assert.equal(await connect('any'), second)
  assert.equal(await connect('any'), first)
  assert.deepEqual([scene.exchange.reused, first.exchanges], [true, 2])
})

test('its error responses name the parent as who was asked', async (t) => {
  const { engine } = anEngine()
  const { scene } = await aScene(t, engine)
  const parent = aParent(1)
  const { heads } = await connectParent(scene, parent, parent.key, 'any', async () => {
    return new Connection((await socketPair(t)).near, engine.deadlines)
  })
  const response = heads.read('GET', { status: 503, reasonPhrase: '', minorVersion: 1, fields: [] })
  const returning = { framing: { kind: 'none' }, close: false, added: [] } as const
  assert.match(
    heads.format(response, returning, () => 0),
    /^Proxy-Status: us; next-hop="corp"; received-status=503\r$/m,
  )
})
