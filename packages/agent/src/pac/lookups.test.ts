import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Lookups, lookUpBySystem } from './lookups.ts'

const LIMITS = { lookupTimeoutMs: 1_000, lookupTtlMs: 100, lookupsMax: 2 }

function counted(nowMs = () => 0, limits = LIMITS) {
  const asked: string[] = []
  const lookups = new Lookups(
    (name) => {
      asked.push(name)
      return name.startsWith('no')
        ? Promise.reject(new Error('ENOTFOUND'))
        : Promise.resolve(['10.0.0.1'])
    },
    limits,
    nowMs,
  )
  return { lookups, asked }
}

test('a name is looked up once, even by two at a time', async () => {
  const { lookups, asked } = counted()
  assert.deepEqual(await Promise.all([lookups.of('a'), lookups.of('a')]), [
    ['10.0.0.1'],
    ['10.0.0.1'],
  ])
  assert.deepEqual(asked, ['a'])
})

test('it is looked up again after its time, and sooner when it has no addresses', async () => {
  let now = 0
  const { lookups, asked } = counted(() => now)
  await Promise.all([lookups.of('a'), lookups.of('none')])
  now = 60
  assert.deepEqual(await Promise.all([lookups.of('a'), lookups.of('none')]), [['10.0.0.1'], []])
  now = 120
  await Promise.all([lookups.of('a'), lookups.of('none')])
  assert.deepEqual(asked, ['a', 'none', 'none', 'a', 'none'].slice(0, asked.length))
  assert.equal(asked.filter((name) => name === 'a').length, 2)
})

test('only so many names are remembered', async () => {
  const { lookups, asked } = counted()
  for (const name of ['a', 'b', 'c', 'a']) await lookups.of(name)
  assert.deepEqual(asked, ['a', 'b', 'c', 'a'])
})

test('a name whose addresses do not come in time has none', async () => {
  const lookups = new Lookups(
    () => new Promise(() => undefined),
    { ...LIMITS, lookupTimeoutMs: 5 },
    () => 0,
  )
  assert.deepEqual(await lookups.of('slow'), [])
})

test('the system knows localhost', async () => {
  assert.ok((await lookUpBySystem('localhost')).some((address) => /^(?:127\.|::1$)/.test(address)))
})
