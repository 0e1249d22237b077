import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { NextHop } from '../next-hop-pool.ts'
import { watchForMove } from './watch-for-move.ts'

async function kept(t: TestContext): Promise<Pick<NextHop, 'connection'>> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as { port: number }).port, '127.0.0.1')
  await once(socket, 'connect')
  t.after(() => {
    socket.destroy()
    server.close()
  })
  return { connection: { socket } as NextHop['connection'] }
}

const parentAt = (host: string) => ({ address: { scheme: 'http', host, port: 8080 } }) as const
const resolving = (addressesOf: () => Promise<readonly string[]>, closeIdle = () => {}) => ({
  resolver: { addressesOf },
  pool: { closeIdle },
})

test('a connection to an address that the name has no more is ended, and the idle ones with it', async (t) => {
  const nextHop = await kept(t)
  let closed = 0
  const moved = resolving(
    async () => ['192.0.2.7'],
    () => {
      closed++
    },
  )
  const stop = watchForMove(nextHop, parentAt('proxy.corp'), moved, 1)
  t.after(stop)
  await once(nextHop.connection.socket, 'close')
  assert.ok(closed > 0)
})

for (const [why, host, answer] of [
  ['the name has that address still', 'proxy.corp', async () => ['::1', '127.0.0.1']],
  ['names are down', 'proxy.corp', () => Promise.reject(new Error('EAI_AGAIN'))],
  ['the parent is an address', '127.0.0.1', async () => ['192.0.2.7']],
] as const) {
  test(`it stays where ${why}`, async (t) => {
    const nextHop = await kept(t)
    t.after(watchForMove(nextHop, parentAt(host), resolving(answer), 1))
    await pause(20)
    assert.equal(nextHop.connection.socket.destroyed, false)
  })
}

test('once its answer has begun nobody looks any more', async (t) => {
  const nextHop = await kept(t)
  let looks = 0
  const counting = resolving(async () => {
    looks++
    return ['192.0.2.7']
  })
  watchForMove(nextHop, parentAt('proxy.corp'), counting, 5)()
  await pause(20)
  assert.equal(looks, 0)
})
