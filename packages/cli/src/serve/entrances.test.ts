import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  type Bound,
  type Entrance,
  type ListenAddress,
  OPEN_POLICY,
  type Proxy,
} from '@hopwise/proxy'
import type { ComposedListener } from '../compose/composition.ts'
import { createEntrances } from './entrances.ts'

const TLS = { certificate: 'c', key: 'k' }

/** A proxy whose ports are only written down. */
function aProxy() {
  const open = new Map<string, Entrance>()
  const taken = new Set<string>()
  const keyOf = ({ host, port }: ListenAddress) => `${host}:${port}`
  const portOf = (key: string) => key.split(':')[1]
  const proxy: Proxy = {
    async listen(at, entrance): Promise<Bound> {
      const key = keyOf(at)
      const isTaken =
        taken.has(key) || [...open.keys()].some((other) => portOf(other) === portOf(key))
      if (isTaken) throw Object.assign(new Error('taken'), { code: 'EADDRINUSE' })
      assert.ok(entrance)
      open.set(key, entrance)
      return {
        ...at,
        close: () => {
          entrance.isClosed = true
          if (open.get(key) === entrance) open.delete(key)
        },
      }
    },
    replaceEgress() {},
    networkChanged() {},
    drain: async () => {},
    live: { connections: 0, exchanges: 0, tunnels: 0 },
  }
  return { proxy, open, taken }
}

function listener(
  host: string,
  port: number,
  more: Partial<ComposedListener> = {},
): ComposedListener {
  const access = { authenticatorFor: () => assert.fail('nobody asks'), policy: OPEN_POLICY }
  return { listen: { host, port }, access, tls: undefined, ...more }
}

test('what is new is bound, what is gone is given back, what stays lets in by the new rules', async () => {
  const { proxy, open } = aProxy()
  const entrances = createEntrances(proxy)
  const first = await entrances.follow([listener('a', 1), listener('a', 2)])
  assert.deepEqual(
    first.map(({ address, isSecure }) => [address.port, isSecure]),
    [
      [1, false],
      [2, false],
    ],
  )
  const kept = open.get('a:2')
  const next = listener('a', 2, { tls: TLS })
  await entrances.follow([next, listener('a', 3)])
  assert.deepEqual([...open.keys()].sort(), ['a:2', 'a:3'])
  assert.equal(open.get('a:2'), kept)
  assert.equal(kept?.access, next.access)
  assert.equal(kept?.tls, TLS)
})

test('when one address cannot be had, everything is as before', async () => {
  const { proxy, open, taken } = aProxy()
  const entrances = createEntrances(proxy)
  const before = listener('a', 1)
  await entrances.follow([before])
  taken.add('a:3')
  const failing = entrances.follow([listener('a', 1), listener('a', 2), listener('a', 3)])
  await assert.rejects(failing, { name: 'Problem', message: /a:3 is taken/ })
  assert.deepEqual([...open.keys()], ['a:1'])
  assert.equal(open.get('a:1')?.access, before.access)
})

test('another address at the same port takes the place of the first', async () => {
  const { proxy, open } = aProxy()
  const entrances = createEntrances(proxy)
  await entrances.follow([listener('127.0.0.1', 1)])
  await entrances.follow([listener('0.0.0.0', 1)])
  assert.deepEqual([...open.keys()], ['0.0.0.0:1'])
})

test('and when that cannot be had, the first is bound again', async () => {
  const { proxy, open, taken } = aProxy()
  const entrances = createEntrances(proxy)
  const before = listener('127.0.0.1', 1)
  await entrances.follow([before])
  taken.add('0.0.0.0:1')
  await assert.rejects(entrances.follow([listener('0.0.0.0', 1)]), { name: 'Problem' })
  assert.equal(open.get('127.0.0.1:1')?.access, before.access)
  taken.clear()
  await entrances.follow([listener('0.0.0.0', 1)])
  assert.deepEqual([...open.keys()], ['0.0.0.0:1'])
})
