import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { eventually } from '../testing/eventually.ts'
import { closed, socketPair } from '../testing/socket-pair.ts'
import { anEngine } from '../testing/start-engine.ts'
import { nextHopOn } from './connect-next-hop.ts'
import { Connection } from './connection.ts'
import { Deadlines } from './deadlines.ts'
import { type NextHop, NextHopPool, type PoolLimits } from './next-hop-pool.ts'

const LIMITS: PoolLimits = {
  nextHopConnectionsMax: 100,
  idlePerOriginMax: 8,
  idleInAllMax: 16,
  idleNextHopMs: 60_000,
}
const EVER = Number.POSITIVE_INFINITY

interface Peer {
  readonly nextHop: NextHop
  readonly near: Socket
  readonly far: Socket
}

async function peer(t: TestContext, pool: NextHopPool, key = 'o:80'): Promise<Peer> {
  const { near, far } = await socketPair(t)
  const connection = new Connection(near, new Deadlines())
  assert.equal(pool.admit(), true)
  near.on('close', pool.left)
  const nextHop = nextHopOn(connection, key, '192.0.2.1:80', anEngine().engine)
  return { nextHop, near, far }
}

function aPool(t: TestContext, limits: Partial<PoolLimits> = {}): NextHopPool {
  const pool = new NextHopPool({ ...LIMITS, ...limits })
  t.after(() => pool.closeIdle())
  return pool
}

test('what is given can be taken, once, for the same key only', async (t) => {
  const pool = aPool(t)
  const { nextHop } = await peer(t, pool)
  pool.give(nextHop, 0)
  assert.equal(pool.take('other:80', 0, EVER), undefined)
  assert.equal(pool.take('o:80', 0, EVER), nextHop)
  assert.equal(pool.take('o:80', 0, EVER), undefined)
})

test('the one that was used last is taken first', async (t) => {
  const pool = aPool(t)
  const [a, b] = [await peer(t, pool), await peer(t, pool)]
  pool.give(a.nextHop, 1)
  pool.give(b.nextHop, 2)
  assert.equal(pool.take('o:80', 3, EVER), b.nextHop)
  assert.equal(pool.take('o:80', 3, EVER), a.nextHop)
})

test('one that has been idle for too long for this request stays for another', async (t) => {
  const pool = aPool(t)
  const { nextHop } = await peer(t, pool)
  pool.give(nextHop, 1_000)
  assert.equal(pool.take('o:80', 2_001, 1_000), undefined)
  assert.equal(pool.take('o:80', 2_000, 1_000), nextHop)
})

const stirs: readonly [name: string, act: (peer: Peer) => void][] = [
  ['ends it', ({ far }) => far.end()],
  ['resets it', ({ far }) => far.resetAndDestroy()],
  ['says what nobody asked for', ({ far }) => far.write('HTTP/1.1 200 OK\r\n\r\n')],
]
for (const [name, act] of stirs) {
  test(`an idle connection whose origin ${name} is closed and not taken`, async (t) => {
    const pool = aPool(t)
    const one = await peer(t, pool)
    pool.give(one.nextHop, 0)
    act(one)
    await closed(one.near)
    assert.equal(pool.take('o:80', 0, EVER), undefined)
    assert.equal(pool.open, 0)
  })
}

test('a connection that is taken may say what it likes', async (t) => {
  const pool = aPool(t)
  const { nextHop, near, far } = await peer(t, pool)
  pool.give(nextHop, 0)
  pool.take('o:80', 0, EVER)
  far.write('HTTP/1.1 200 OK\r\n\r\n')
  await eventually(() => nextHop.connection.hasHeld, 'it has come')
  assert.equal(near.destroyed, false)
})

test('what has octets left over, or has ended, is closed instead of kept', async (t) => {
  const pool = aPool(t)
  const [held, over] = [await peer(t, pool), await peer(t, pool)]
  held.nextHop.connection.unread(Buffer.from('x'), 0)
  over.far.end()
  await eventually(() => over.nextHop.connection.state === 'ended', 'the end has come')
  for (const { nextHop, near } of [held, over]) {
    pool.give(nextHop, 0)
    assert.equal(near.destroyed, true)
  }
  assert.equal(pool.take('o:80', 0, EVER), undefined)
})

test('no more are kept than one origin, and all together, may have', async (t) => {
  const pool = aPool(t, { idlePerOriginMax: 2, idleInAllMax: 3 })
  const keys = ['a:80', 'a:80', 'a:80', 'b:80', 'c:80']
  const peers = await Promise.all(keys.map((key) => peer(t, pool, key)))
  for (const { nextHop } of peers) pool.give(nextHop, 0)
  assert.deepEqual(
    peers.map(({ near }) => near.destroyed),
    [false, false, true, false, true],
  )
  await eventually(() => pool.open === 3, 'three are open')
  // What is taken makes room again.
  pool.take('b:80', 0, EVER)
  const late = await peer(t, pool, 'c:80')
  pool.give(late.nextHop, 0)
  assert.equal(late.near.destroyed, false)
})

test('one that has been idle for longer than the limit is closed, by itself', async (t) => {
  const pool = aPool(t, { idleNextHopMs: 100 })
  const [old, young] = [await peer(t, pool), await peer(t, pool)]
  pool.give(old.nextHop, performance.now() - 200)
  pool.give(young.nextHop, performance.now() + 60_000)
  await closed(old.near)
  assert.equal(young.near.destroyed, false)
})

test('closing what is idle leaves what is in use', async (t) => {
  const pool = aPool(t)
  const [idle, busy] = [await peer(t, pool), await peer(t, pool)]
  pool.give(idle.nextHop, performance.now())
  pool.closeIdle()
  await closed(idle.near)
  assert.equal(busy.near.destroyed, false)
  assert.equal(pool.open, 1)
})

test('every connection counts for as long as it lives, however it ends', async (t) => {
  const pool = aPool(t)
  const peers = await Promise.all([1, 2, 3].map(() => peer(t, pool)))
  assert.equal(pool.open, 3)
  peers[0]?.far.resetAndDestroy()
  peers[1]?.near.destroy()
  peers[2]?.nextHop.connection.finish({ ms: 1_000, fault: 'RELAY_IDLE' })
  await eventually(() => pool.open === 0, 'none is open')
})

test('a thousand exchanges on one connection leave no listener behind', async (t) => {
  const pool = aPool(t)
  const { nextHop, near } = await peer(t, pool)
  const listeners = () => near.eventNames().map((name) => near.listenerCount(name))
  const before = listeners()
  for (let i = 0; i < 1_000; i++) {
    pool.give(nextHop, i)
    assert.equal(pool.take('o:80', i, EVER), nextHop)
  }
  assert.deepEqual(listeners(), before)
  assert.equal(nextHop.connection.onStir, undefined)
})

test('a connection whose failure somebody was told of is closed instead of kept', async (t) => {
  const pool = aPool(t)
  const { nextHop, near } = await peer(t, pool)
  nextHop.connection.fail(new Fault('CLIENT_GONE', 'the client closed'))
  pool.give(nextHop, 0)
  assert.equal(pool.take('o:80', 0, EVER), undefined)
  assert.equal(near.destroyed, true)
})

test('where all are taken an idle one makes room, and only an idle one', async (t) => {
  const pool = aPool(t, { nextHopConnectionsMax: 2 })
  const [idle, busy] = [await peer(t, pool, 'idle:80'), await peer(t, pool, 'busy:80')]
  assert.equal(pool.admit(), false)
  pool.give(idle.nextHop, 0)
  assert.equal(pool.admit(), true)
  assert.deepEqual([idle.near.destroyed, busy.near.destroyed], [true, false])
  await closed(idle.near)
  assert.equal(pool.open, 2)
  assert.equal(pool.take('idle:80', 0, EVER), undefined)
})
