import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { forwardRequest } from '../testing/heads.ts'
import { type Origin, startOrigin } from '../testing/loopback.ts'
import { anEngine, aScene } from '../testing/start-engine.ts'
import { connectNextHop } from './connect-next-hop.ts'
import type { Engine } from './engine.ts'
import type { Exchange } from './exchange.ts'
import type { NextHop } from './next-hop-pool.ts'
import type { Scene } from './refuse.ts'

interface Connecting {
  readonly engine: Engine
  readonly exchange: Exchange
  readonly origin: Origin
  ask(wanted: 'any' | 'just-used' | 'fresh'): NextHop | Promise<NextHop>
}

async function connecting(t: TestContext): Promise<Connecting> {
  const origin = await startOrigin(t, () => {})
  const { engine } = anEngine()
  const { scene }: { scene: Scene } = await aScene(t, engine)
  const request = forwardRequest(`GET http://localhost:${origin.port}/ HTTP/1.1`)
  const hops = new Set<NextHop>()
  t.after(() => {
    for (const hop of hops) hop.connection.destroy()
  })
  return {
    engine,
    exchange: scene.exchange,
    origin,
    ask: async (wanted) => {
      const hop = await connectNextHop(scene, request, wanted)
      hops.add(hop)
      return hop
    },
  }
}

test('where none is kept a new connection is opened, and counts', async (t) => {
  const { engine, exchange, origin, ask } = await connecting(t)
  const hop = await ask('any')
  assert.deepEqual([hop.exchanges, exchange.reused, engine.pool.open], [1, false, 1])
  assert.equal(hop.key, `localhost:${origin.port}`)
  assert.equal(hop.address, `127.0.0.1:${origin.port}`)
  assert.equal(exchange.nextHop, hop.address)
})

test('a kept one is used again', async (t) => {
  const { engine, exchange, origin, ask } = await connecting(t)
  const hop = await ask('any')
  engine.pool.give(hop, performance.now())
  assert.equal(await ask('any'), hop)
  assert.deepEqual([hop.exchanges, exchange.reused, exchange.phase], [2, true, 'connect'])
  assert.equal(exchange.nextHop, hop.address)
  assert.equal(origin.accepted, 1)
})

test('none is used for a name that did not resolve: it may lead to where who asks may not', async (t) => {
  const { engine, exchange, ask } = await connecting(t)
  engine.pool.give(await ask('any'), performance.now())
  exchange.unresolved = new Fault('NAME_NOT_RESOLVED', 'looking up localhost: ENOTFOUND')
  for (const wanted of ['any', 'fresh'] as const) {
    await assert.rejects(async () => await ask(wanted), exchange.unresolved)
  }
})

test('who wants a fresh one gets a fresh one', async (t) => {
  const { engine, exchange, ask } = await connecting(t)
  const hop = await ask('any')
  engine.pool.give(hop, performance.now())
  const fresh = await ask('fresh')
  assert.notEqual(fresh, hop)
  assert.deepEqual([fresh.exchanges, exchange.reused, engine.pool.open], [1, false, 2])
})

test('a request that cannot be repeated takes only what was used within a second', async (t) => {
  const { engine, ask } = await connecting(t)
  const hop = await ask('any')
  engine.pool.give(hop, performance.now() - 2_000)
  const other = await ask('just-used')
  assert.notEqual(other, hop)
  engine.pool.give(other, performance.now())
  assert.equal(await ask('just-used'), other)
  assert.equal(await ask('any'), hop)
})

test('one that a rule looked at the addresses for is kept for those of whom the same was found', async (t) => {
  const { engine, exchange, ask } = await connecting(t)
  const usual = await ask('any')
  engine.pool.give(usual, performance.now())
  exchange.addresses = ['127.0.0.1']
  const checked = await ask('any')
  assert.notEqual(checked, usual)
  engine.pool.give(checked, performance.now())
  exchange.addresses = ['127.0.0.2', '127.0.0.1']
  const other = await ask('any')
  assert.notEqual(other, checked)
  engine.pool.give(other, performance.now())
  // A resolver gives the addresses of a name in any order.
  exchange.addresses = ['127.0.0.1', '127.0.0.2']
  assert.equal(await ask('any'), other)
})

test('one to a private address that a rule opened is kept from those to whom it is closed', async (t) => {
  const { engine, exchange, ask } = await connecting(t)
  exchange.allowPrivate = true
  const opened = await ask('any')
  engine.pool.give(opened, performance.now())
  exchange.allowPrivate = undefined
  assert.notEqual(await ask('any'), opened)
  exchange.allowPrivate = true
  assert.equal(await ask('any'), opened)
})
