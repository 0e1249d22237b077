import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aParent } from '../../testing/parents.ts'
import type { Parent } from './parent.ts'
import { formatNamedWay, hopsOf, type NamedWay, type ScriptedWay } from './way-script.ts'

const DIRECT: NamedWay = { kind: 'direct' }
const A = named('a')
const B = named('b')
const STRANGER = named('stranger')

const cases: readonly [string, readonly NamedWay[], Partial<Scene>, string][] = [
  ['the order of the script is kept', [B, A], {}, 'b a'],
  ['a parent that is down is asked last', [A, B], { down: ['a'] }, 'b a'],
  ['DIRECT keeps its place', [A, DIRECT, B], {}, 'a direct b'],
  ['what is down comes after DIRECT', [A, DIRECT], { down: ['a'] }, 'direct a'],
  ['a proxy that is nobody’s parent is passed over', [STRANGER, A], {}, 'a'],
  ['DIRECT alone is followed', [DIRECT], {}, 'direct'],
  ['the origin is asked last where that is wanted', [A], { orDirect: true }, 'a direct'],
  ['… and not a second time', [DIRECT, A], { orDirect: true }, 'direct a'],
]
for (const [what, ways, scene, order] of cases) {
  test(what, () => {
    const chosen = hopsOf({ kind: 'ways', ways }, wayOf(scene), 0)
    assert(chosen.kind === 'hops')
    assert.equal(chosen.hops.map((hop) => (hop === 'direct' ? hop : hop.name)).join(' '), order)
  })
}

test('an answer of strangers alone is no way, and never becomes DIRECT', () => {
  const answer = { kind: 'ways', ways: Array.from({ length: 9 }, () => STRANGER) } as const
  assert.deepEqual(hopsOf(answer, wayOf({}), 0), {
    kind: 'none',
    why: 'unusable',
    detail: `the PAC script s: it names ${Array(4).fill('http://stranger:1').join(', ')}, and no parent is configured there`,
  })
})

test('without a way the fallback is taken, where there is one', () => {
  const gone = { kind: 'unavailable', detail: 'no answer' } as const
  const none = hopsOf(gone, wayOf({}), 0)
  assert.deepEqual(none, {
    kind: 'none',
    why: 'unavailable',
    detail: 'the PAC script s: no answer',
  })
  const chain = { tiers: [], orDirect: false }
  for (const otherwise of ['direct', chain] as const) {
    const chosen = hopsOf(gone, wayOf({ otherwise }), 0)
    assert.deepEqual(chosen, { kind: 'otherwise', way: otherwise })
    const strangers = hopsOf({ kind: 'ways', ways: [STRANGER] }, wayOf({ otherwise }), 0)
    assert.deepEqual(strangers, { kind: 'otherwise', way: otherwise })
  }
  const direct = hopsOf(gone, wayOf({ orDirect: true }), 0)
  assert.deepEqual(direct, { kind: 'otherwise', way: 'direct' })
})

test('ways are written as addresses', () => {
  assert.equal(formatNamedWay(DIRECT), 'direct')
  const address = { scheme: 'socks4', host: '::1', port: 1080 }
  assert.equal(formatNamedWay({ kind: 'proxy', address }), 'socks4://[::1]:1080')
})

interface Scene {
  readonly down: readonly string[]
  readonly orDirect: boolean
  readonly otherwise: NonNullable<ScriptedWay['otherwise']>
}

function wayOf({ down = [], orDirect = false, otherwise }: Partial<Scene>): ScriptedWay {
  const parents = new Map<string, Parent>()
  for (const name of ['a', 'b']) {
    const parent = aParent(1, { name })
    if (down.includes(name)) parent.health.failed(0, 0)
    parents.set(name, parent)
  }
  const ask = () => assert.fail('only the answer matters')
  return {
    script: { name: 's', ask },
    parentAt: ({ host }) => parents.get(host),
    orDirect,
    otherwise,
  }
}

function named(host: string): NamedWay {
  return { kind: 'proxy', address: { scheme: 'http', host, port: 1 } }
}
