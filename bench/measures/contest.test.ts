import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Scope, StoppedError } from '../machine/scope.ts'
import type { Peer } from '../peers/peer.ts'
import { FULL } from '../plan.ts'
import { holdContest, mediansOf } from './contest.ts'

const peer = (name: string): Peer => ({
  name,
  role: 'forward',
  version: () => '1.0',
  start: async () => ({ pid: process.pid, port: 1 }),
})

test('peers take turns, the median counts, and one that fails leaves the others alone', async () => {
  const scope = new Scope()
  const turns: string[] = []
  const said: string[] = []
  try {
    const bench = { scope, peers: [], plan: FULL, say: (text: string) => said.push(text) }
    const outcome = await holdContest(bench, {
      name: 'race',
      peers: [peer('a'), peer('b')],
      startOrigin: async () => ({ port: 80, name: 'test' }),
      rounds: 3,
      warmUp: async ({ name }) => turns.push(`warm ${name}`),
      round: async ({ name, route }) => {
        turns.push(name)
        assert.deepEqual(route, { proxyPort: 1, originPort: 80, role: 'forward' })
        if (name === 'b' && turns.length > 4) throw new Error('it fell')
        return { cost: turns.length }
      },
    })
    assert.deepEqual(turns, ['warm a', 'warm b', 'a', 'b', 'a', 'b', 'a'])
    assert.deepEqual(outcome, {
      origin: 'test',
      peers: {
        a: { kind: 'measured', values: { cost: 5 }, rounds: [3, 5, 7].map((cost) => ({ cost })) },
        b: { kind: 'failed', because: 'it fell' },
      },
    })
    assert.deepEqual(said.at(-1), 'race: b failed: it fell')
  } finally {
    await scope.close()
  }
})

test('a new generation is started and warmed up anew, when the one before has ended', async () => {
  const scope = new Scope()
  const turns: string[] = []
  const scopes = new Set<Scope>()
  const start = (name: string): Peer => ({
    ...peer(name),
    start: async (inner) => {
      turns.push(`start ${name}`)
      assert.ok([...scopes].every((known) => known === inner || known.isClosing))
      scopes.add(inner)
      return { pid: process.pid, port: 1 }
    },
  })
  try {
    await holdContest(
      { scope, peers: [], plan: FULL, say: () => {} },
      {
        name: 'race',
        peers: [start('a'), start('b')],
        startOrigin: async () => ({ port: 80, name: 'test' }),
        generations: 2,
        rounds: 2,
        warmUp: async ({ name }) => turns.push(`warm ${name}`),
        round: async ({ name }) => ({ cost: turns.push(name) }),
      },
    )
    const generation = ['start a', 'warm a', 'start b', 'warm b', 'a', 'b', 'a', 'b']
    assert.deepEqual(turns, [...generation, ...generation])
    assert.equal(scopes.size, 2)
    assert.ok([...scopes].every(({ isClosing }) => isClosing))
  } finally {
    await scope.close()
  }
})

test('every value has its own median', () => {
  const rounds = [
    { cpu: 3, speed: 10 },
    { cpu: 1, speed: 30 },
    { cpu: 2, speed: 20 },
  ]
  assert.deepEqual(mediansOf(rounds), { cpu: 2, speed: 20 })
})

test('when the run is stopped nobody failed, and no further round begins', async () => {
  const scope = new Scope()
  let rounds = 0
  const bench = { scope, peers: [], plan: FULL, say: () => {} }
  const contest = holdContest(bench, {
    name: 'race',
    peers: [peer('a'), peer('b')],
    startOrigin: async () => ({ port: 80, name: 'test' }),
    rounds: 3,
    warmUp: async () => {},
    round: async () => {
      rounds++
      void scope.close()
      throw new Error('its programs are gone')
    },
  })
  await assert.rejects(contest, StoppedError)
  await scope.close()
  assert.equal(rounds, 1)
})
