import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseParentArgument } from './parent-argument.ts'
import { relayParent } from './relay-parents.ts'
import { NO_PARENT_FOR, relayRouting } from './relay-routing.ts'

const parents = ['one:1', 'two:2'].map((to) =>
  relayParent(parseParentArgument(to), { password: undefined }),
)
const somebody = { user: 'max' }

test('everything goes to the parents, in their order', () => {
  const routing = relayRouting({ parents, isDirectWhenDown: true, noProxy: '' })
  const way = routing.choose({ host: 'example.com', port: 443 }, somebody)
  assert.ok(way !== 'direct' && 'tiers' in way)
  assert.deepEqual(
    way.tiers.map((tier) => tier.map(({ parent }) => parent.name)),
    [['one:1'], ['two:2']],
  )
  assert.equal(way.orDirect, true)
})

test('what needs no parent is asked itself; by default that is this machine', () => {
  const routing = relayRouting({
    parents,
    isDirectWhenDown: false,
    noProxy: `.corp,${NO_PARENT_FOR}`,
  })
  for (const host of ['wiki.corp', 'localhost', '127.0.0.1', '::1']) {
    assert.equal(routing.choose({ host, port: 80 }, somebody), 'direct', host)
  }
  assert.notEqual(routing.choose({ host: 'example.com', port: 80 }, somebody), 'direct')
})

test('a script says for everything else; the parents are for where it says nothing', () => {
  const script = {
    script: { name: 's', ask: () => assert.fail('not asked') },
    parentAt: () => undefined,
  }
  const choose = (options: { isDirectWhenDown: boolean; parents: typeof parents }) =>
    relayRouting({ ...options, noProxy: 'near.test', script }).choose(
      { host: 'a.test', port: 80 },
      somebody,
    )
  const way = choose({ isDirectWhenDown: true, parents })
  assert.ok(way !== 'direct' && 'script' in way)
  assert.equal(way.orDirect, true)
  assert.ok(typeof way.otherwise === 'object')
  assert.equal(way.otherwise.tiers.length, 2)
  const alone = choose({ isDirectWhenDown: false, parents: [] })
  assert.ok(alone !== 'direct' && 'script' in alone)
  assert.deepEqual([alone.orDirect, alone.otherwise], [false, undefined])
  const near = relayRouting({ parents, isDirectWhenDown: false, noProxy: 'near.test', script })
  assert.equal(near.choose({ host: 'near.test', port: 80 }, somebody), 'direct')
})
