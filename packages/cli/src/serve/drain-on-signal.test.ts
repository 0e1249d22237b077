import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Proxy } from '@hopwise/proxy'
import { scene } from '../testing/scene.ts'
import { drainOnSignal } from './drain-on-signal.ts'

test('the first signal waits for what is under way, and says for how much', async () => {
  const { proxy, drains, finish } = proxyWith(2)
  const { surroundings, signal, exits } = scene()
  const notices: string[] = []
  const stopped = drainOnSignal(
    proxy,
    (text) => notices.push(text),
    surroundings,
    () => 0,
  )
  signal('SIGTERM')
  assert.deepEqual(drains, [25_000])
  assert.match(
    notices.join('\n'),
    /^SIGTERM: no new connections; 2 exchanges may finish within 25 s/,
  )
  finish()
  await stopped
  assert.deepEqual(exits, [])
})

test('the second signal ends what is under way, the third the process', async () => {
  const { proxy, drains, finish } = proxyWith(1)
  const { surroundings, signal, exits } = scene()
  let nowMs = 5_000
  const stopped = drainOnSignal(
    proxy,
    () => {},
    surroundings,
    () => nowMs,
  )
  signal('SIGINT')
  nowMs += 1_000
  signal('SIGINT')
  assert.deepEqual(drains, [25_000, 0])
  signal('SIGINT')
  assert.deepEqual(exits, [130])
  finish()
  await stopped
})

test('a stop that is delivered twice within a second is one stop', async () => {
  const { proxy, drains, finish } = proxyWith(1)
  const { surroundings, signal, exits } = scene()
  let nowMs = 5_000
  const stopped = drainOnSignal(
    proxy,
    () => {},
    surroundings,
    () => nowMs,
  )
  signal('SIGTERM')
  signal('SIGTERM')
  nowMs += 999
  signal('SIGTERM')
  assert.deepEqual(drains, [25_000])
  nowMs += 1
  signal('SIGTERM')
  assert.deepEqual(drains, [25_000, 0])
  finish()
  await stopped
  assert.deepEqual(exits, [])
})

test('with nothing under way there is nothing to wait for', async () => {
  const { proxy, finish } = proxyWith(0)
  const { surroundings, signal } = scene()
  const notices: string[] = []
  const stopped = drainOnSignal(
    proxy,
    (text) => notices.push(text),
    surroundings,
    () => 0,
  )
  signal('SIGINT')
  finish()
  await stopped
  assert.deepEqual(notices, ['SIGINT: stopping.'])
})

function proxyWith(exchanges: number): { proxy: Proxy; drains: number[]; finish: () => void } {
  const drains: number[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    drains,
    finish: resolve,
    proxy: {
      listen: (at) => Promise.resolve({ ...at, close() {} }),
      replaceEgress() {},
      networkChanged() {},
      drain(graceMs) {
        drains.push(graceMs)
        return promise
      },
      live: { connections: exchanges, exchanges, tunnels: 0 },
    },
  }
}

test('a hang-up reads the configuration again, where there is one and the terminal is still there', async () => {
  const { proxy, drains, finish } = proxyWith(0)
  const { surroundings, signal } = scene()
  let reloads = 0
  const reload = () => {
    reloads++
    return reloads < 3
  }
  const stopped = drainOnSignal(
    proxy,
    () => {},
    surroundings,
    () => 0,
    reload,
  )
  signal('SIGHUP')
  signal('SIGHUP')
  assert.deepEqual([reloads, drains], [2, []])
  signal('SIGHUP')
  assert.deepEqual([reloads, drains], [3, [25_000]])
  finish()
  await stopped
})
