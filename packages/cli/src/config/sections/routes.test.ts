import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemsOf, read } from '../testing/reading.ts'
import { routes } from './routes.ts'

const via = (value: unknown) => {
  const read_ = read(routes, [{ via: value }])
  return typeof read_ === 'string' ? read_ : read_[0]?.via
}

const read_: readonly [unknown, unknown][] = [
  ['corp', [{ corp: 1 }]],
  ['direct', [{ direct: 1 }]],
  [
    ['corp', 'backup', 'direct'],
    [{ corp: 1 }, { backup: 1 }, { direct: 1 }],
  ],
  [
    [{ a: 2, b: 0.5 }, 'c'],
    [{ a: 2, b: 0.5 }, { c: 1 }],
  ],
]
for (const [value, tiers] of read_) {
  test(`via: ${JSON.stringify(value)} are tiers`, () => assert.deepEqual(via(value), tiers))
}

test('via: a script, with or without another way', () => {
  const read_ = via({ pac: 'proxy.pac', otherwise: ['corp', 'direct'] })
  assert.equal(JSON.stringify(read_), '{"pac":"proxy.pac","otherwise":[{"corp":1},{"direct":1}]}')
  assert.equal(JSON.stringify(via({ pac: 'wpad' })), '{"pac":"wpad"}')
})

for (const value of ['not a name', [], [{}], [{ a: 0 }], [{ a: -1 }], [3]]) {
  test(`via: ${JSON.stringify(value)} is refused`, () => assert.equal(typeof via(value), 'string'))
}

test('a route that says nothing is refused', () => {
  assert.match(String(read(routes, [{ destinations: ['a'] }])), /via, authentication, or both/)
})

const PARENTS = 'parents: { corp: { url: "http://p:1" } }\n'
const wrong: readonly [string, string, RegExp][] = [
  ['a parent that is not there', '{ via: crop }', /no "crop" in parents: did you mean corp\?/],
  ['direct before the end', '{ via: [direct, corp] }', /direct stands alone, at the end/],
  ['direct with a share', '{ via: [{ corp: 1, direct: 1 }] }', /direct stands alone/],
  [
    'a script at an impossible place',
    '{ via: { pac: "ftp://a/" } }',
    /via\.pac: write where the script/,
  ],
  ['a script with a login', '{ via: { pac: "http://max:secret@a/" } }', /without a login/],
  [
    'a key that a script has not',
    '{ via: { pac: wpad, otherwhise: corp } }',
    /did you mean otherwise/,
  ],
  ['neither a name nor a script', '{ via: 3 }', /or where a script is: \{ pac: URL \}/],
  [
    'a parent that is not there, where a script gives none',
    '{ via: { pac: wpad, otherwise: crop } }',
    /no "crop" in parents: did you mean corp\?/,
  ],
  [
    'direct before the end, there too',
    '{ via: { pac: wpad, otherwise: [direct, corp] } }',
    /via\.otherwise\[0\]: direct stands alone, at the end/,
  ],
  [
    'users before anybody has signed in',
    '{ users: [a], authentication: default }',
    /who asks is not known yet/,
  ],
]
for (const [what, route, sentence] of wrong) {
  test(`${what} is a problem`, () => {
    const [problem = ''] = problemsOf(`${PARENTS}routes: [${route}]`)
    assert.match(problem, sentence)
  })
}

test('a parent called direct is a problem', () => {
  const [problem = ''] = problemsOf('parents: { direct: { url: "http://p:1" } }')
  assert.match(problem, /^f:1:\d+: .*means the origin itself/)
})

test('a script without any parent is warned of', () => {
  const said = problemsOf('routes: [{ via: { pac: wpad } }]')
  assert.match(said.join(), /of what this script names only DIRECT could be followed/)
  assert.deepEqual(problemsOf(`${PARENTS}routes: [{ via: { pac: wpad } }]`), [])
})
