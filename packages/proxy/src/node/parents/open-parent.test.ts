import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { createServer } from 'node:tls'
import { Fault } from '@hopwise/journal'
import type { Limits } from '../../core/limits.ts'
import type { Parent } from '../../core/parents/parent.ts'
import { authority } from '../../testing/authority.ts'
import { closedPort } from '../../testing/closed-port.ts'
import { startOrigin } from '../../testing/loopback.ts'
import { aParent } from '../../testing/parents.ts'
import { anEngine, aScene } from '../../testing/start-engine.ts'
import { nextHopOn } from '../connect-next-hop.ts'
import { openParent } from './open-parent.ts'
import { ParentDown } from './parent-down.ts'

test('connections are counted as long as they last, and no more than are allowed', async (t) => {
  const peer = await startOrigin(t, (socket) => socket.on('end', () => socket.end()))
  const { open, engine } = await opening(t)
  const parent = aParent(peer.port, { connectionsMax: 2 })
  const first = await open(parent)
  await open(parent)
  assert.equal(parent.open, 2)
  await assert.rejects(open(parent), isFault('NEXT_HOP_LIMIT', /all 2 connections to the parent/))
  // One that nobody uses makes room.
  engine.pool.give(nextHopOn(first, parent.key, 'address', engine), performance.now())
  const third = await open(parent)
  third.destroy()
  await new Promise((closed) => third.socket.once('close', closed))
  assert.equal(parent.open, 1)
})

test('the egress guard does not ask about what was configured; ourselves it must not be', async (t) => {
  const peer = await startOrigin(t, () => {})
  const { open, engine } = await opening(t)
  assert.equal(engine.egress.allowPrivate, false)
  await open(aParent(peer.port))
  engine.listeners.add('127.0.0.1', peer.port)
  await assert.rejects(open(aParent(peer.port)), isFault('ROUTE_LOOP', /is this proxy itself/))
})

test('a parent that refuses or has no address is down, and says so', async (t) => {
  const { open } = await opening(t)
  const refusing = aParent(await closedPort())
  for (const [parent, detail] of [
    [refusing, /corp \(http:\/\/127\.0\.0\.1:\d+\) cannot be reached: .*ECONNREFUSED/],
    [aParent(1, { host: 'no-such-host.invalid' }), /cannot be reached: looking up/],
  ] as const) {
    await assert.rejects(open(parent), (error) => {
      assert(error instanceof ParentDown)
      assert.equal(error.fault.code, 'PARENT_UNREACHABLE')
      assert.match(error.fault.detail, detail)
      return true
    })
    assert.equal(parent.health.failures, 1)
    assert.equal(parent.open, 0)
  }
})

test('connections behind TLS are counted once, whether the handshake succeeds, or they make room', async (t) => {
  const ca = authority(t)
  const { certificate, key } = ca.issue('/CN=localhost', 'DNS:localhost')
  const server = createServer({ cert: certificate, key }, (socket) => {
    t.after(() => socket.destroy())
    socket.on('end', () => socket.end())
    socket.on('error', () => {})
    socket.resume()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const { open, engine } = await opening(t, { nextHopConnectionsMax: 2 })
  const unknown = aParent(port, { scheme: 'https', host: 'localhost' })
  await assert.rejects(open(unknown), ParentDown)
  while (engine.pool.open > 0) await new Promise((turn) => setImmediate(turn))
  const authorities = [ca.certificate]
  const parent = aParent(port, { scheme: 'https', host: 'localhost', authorities })
  const first = await open(parent)
  await open(parent)
  engine.pool.give(nextHopOn(first, parent.key, 'address', engine), performance.now())
  const third = await open(parent)
  assert.equal(engine.pool.open, 2)
  third.destroy()
  while (engine.pool.open > 1) await new Promise((turn) => setImmediate(turn))
  await new Promise((turn) => setImmediate(turn))
  assert.deepEqual([engine.pool.open, parent.open], [1, 1])
})

async function opening(t: TestContext, limits: Partial<Limits> = {}) {
  const { engine } = anEngine({ egress: { allowPrivate: false }, limits })
  const { scene } = await aScene(t, engine)
  return {
    engine,
    open: async (parent: Parent) => {
      const connection = await openParent(parent, scene.exchange, engine)
      t.after(() => connection.destroy())
      return connection
    },
  }
}

function isFault(code: string, detail: RegExp) {
  return (error: unknown): boolean => {
    assert(error instanceof Fault)
    assert.equal(error.code, code)
    assert.match(error.detail, detail)
    return true
  }
}
