import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Fault } from '@hopwise/journal'
import type { Parent } from '../../core/parents/parent.ts'
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

async function opening(t: TestContext) {
  const { engine } = anEngine({ egress: { allowPrivate: false } })
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
