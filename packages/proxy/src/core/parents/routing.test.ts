import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHostPattern } from '../policy/host-pattern.ts'
import { createRouting, type RoutingRule, type Way } from './routing.ts'

const FIRST: Way = { tiers: [], orDirect: false }
const SECOND: Way = { tiers: [], orDirect: true }

test('without rules, and where none matches, the origin is asked itself', () => {
  assert.equal(createRouting([]).choose({ host: 'a', port: 80 }, { user: 'u' }), 'direct')
  const routing = createRouting([{ destinations: patterns('b'), way: FIRST }])
  assert.equal(routing.choose({ host: 'a', port: 80 }, { user: 'u' }), 'direct')
})

const rules: readonly RoutingRule[] = [
  { destinations: patterns('.corp', '10.0.0.0/8', '*:8443'), way: 'direct' },
  { destinations: patterns('lab.example'), groups: ['lab'], users: ['ann'], way: FIRST },
  { users: ['zo\u00eb'], way: SECOND },
  { destinations: patterns('*'), groups: ['staff'], way: FIRST },
]
const cases: readonly [string, number, string, string[], Way][] = [
  ['git.corp', 443, 'zo\u00eb', [], 'direct'],
  ['10.1.2.3', 80, 'zo\u00eb', [], 'direct'],
  ['::ffff:10.1.2.3', 80, 'zo\u00eb', [], 'direct'],
  ['any.example', 8443, 'zo\u00eb', [], 'direct'],
  ['lab.example', 80, 'ann', [], FIRST],
  ['lab.example', 80, 'bob', ['lab'], FIRST],
  ['lab.example', 80, 'bob', [], 'direct'],
  ['other.example', 80, 'zoe\u0308', [], SECOND],
  ['other.example', 80, 'bob', ['staff'], FIRST],
  ['other.example', 80, 'Ann', ['Staff'], 'direct'],
]
for (const [host, port, user, groups, way] of cases) {
  test(`${user} of ${groups.join() || 'no group'} reaches ${host}:${port} as the first rule says that matches`, () => {
    assert.equal(createRouting(rules).choose({ host, port }, { user, groups }), way)
  })
}

function patterns(...texts: readonly string[]) {
  return texts.map((text) => {
    const parsed = parseHostPattern(text)
    assert(parsed.kind === 'pattern', text)
    return parsed.pattern
  })
}
