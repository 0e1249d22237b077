import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Composition } from '../compose/composition.ts'
import { parseConfig } from '../config/parse-config.ts'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import { createReloading } from './reloading.ts'

interface ClosableComposition extends Composition {
  readonly isClosed: boolean
}

function aComposition(text = '', closing: Promise<void> = Promise.resolve()): ClosableComposition {
  const { config } = parseConfig(text)
  assert.ok(config)
  const composition = {
    config,
    listeners: [],
    isClosed: false,
    async close() {
      await closing
      composition.isClosed = true
    },
  }
  return composition
}

function aReloading(nexts: readonly (Composition | Problem)[], refuse?: Problem) {
  const notices: string[] = []
  const followed: Composition[] = []
  const current = aComposition()
  const waiting = [...nexts]
  const watching = new Set<() => void>()
  const reloading = createReloading({
    current,
    notify: (sentence) => void notices.push(sentence),
    follow: async (next) => {
      if (refuse !== undefined) throw refuse
      followed.push(next)
    },
    source: {
      file: 'f',
      watch: (changed) => {
        watching.add(changed)
        return () => void watching.delete(changed)
      },
      compose: async () => {
        const next = waiting.shift()
        assert.ok(next, 'read once too often')
        if (next instanceof Problem) throw next
        return next
      },
    },
  })
  return { reloading, notices, followed, current, watching }
}

test('what is read takes the place of what was, which is closed', async () => {
  const next = aComposition()
  const { reloading, notices, followed, current } = aReloading([next])
  reloading.reload()
  await reloading.close()
  assert.deepEqual(followed, [next])
  assert.deepEqual([current.isClosed, next.isClosed], [true, true])
  assert.deepEqual(notices, ['f: read again, it holds from now on.'])
})

test('a change of the file is reason enough, until it ends', async () => {
  const { reloading, followed, watching } = aReloading([aComposition()])
  for (const changed of watching) changed()
  await eventually(() => followed.length === 1)
  await reloading.close()
  assert.equal(watching.size, 0)
})

test('a broken file leaves everything as it is, and says so', async () => {
  const broken = new Problem(EXIT.configuration, 'f:1:2: x: there is no such key')
  const { reloading, notices, followed, current } = aReloading([broken])
  reloading.reload()
  await eventually(() => notices.length === 2)
  assert.equal(current.isClosed, false)
  assert.deepEqual(followed, [])
  assert.deepEqual(notices, [
    'f:1:2: x: there is no such key',
    'f: nothing was changed, what was read before still holds.',
  ])
  await reloading.close()
})

test('a configuration whose ports cannot be had is closed again', async () => {
  const next = aComposition()
  const { reloading, notices, current } = aReloading([next], new Problem(EXIT.listen, 'taken'))
  reloading.reload()
  await eventually(() => notices.length === 2)
  assert.deepEqual([current.isClosed, next.isClosed], [false, true])
  await reloading.close()
})

test('asked for while it is read, it is read once more, however often', async () => {
  const { reloading, followed } = aReloading([aComposition(), aComposition()])
  for (let n = 0; n < 5; n++) reloading.reload()
  await eventually(() => followed.length === 2)
  await reloading.close()
})

test('who still waits for a password keeps the next configuration from nothing', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const slow = aComposition('', promise)
  const last = aComposition()
  const { reloading, followed } = aReloading([slow, last])
  reloading.reload()
  await eventually(() => followed.length === 1)
  reloading.reload()
  await eventually(() => followed.length === 2)
  assert.equal(slow.isClosed, false)
  resolve()
  await reloading.close()
  assert.equal(slow.isClosed, true)
})

test('what takes a start is said', async () => {
  const next = aComposition(
    'data: elsewhere\nlimits: { idleTimeout: 1s }\negress: { allowPrivate: true }',
  )
  const { reloading, notices } = aReloading([next])
  reloading.reload()
  await reloading.close()
  assert.deepEqual(notices.slice(0, 2), [
    'f: data: a change takes effect with the next start.',
    'f: limits: a change takes effect with the next start.',
  ])
  assert.equal(notices.length, 3)
})

/** Promises have had their turn after a few turns of the loop. */
async function eventually(isSo: () => boolean): Promise<void> {
  for (let n = 0; n < 100 && !isSo(); n++) await new Promise((resolve) => setImmediate(resolve))
  assert.ok(isSo())
}
