import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import vectors from '../../../conformance/fields/challenges.json' with { type: 'json' }
import { type Challenge, formatChallenge, parseChallenges } from './challenge.ts'

for (const vector of vectors) {
  test(`challenge vector: ${vector.name}`, () => {
    const { challenges, problems } = parseChallenges(vector.raw)
    assert.deepEqual(challenges.map(plain), vector.expected)
    assert.equal(problems.length > 0, vector.must_fail)
    if (vector.problems) assert.deepEqual(problems, vector.problems)
    if (vector.canonical) assert.deepEqual(challenges.map(formatChallenge), vector.canonical)
  })
}

test('what is written is read back the same, in one line or in several', () => {
  fc.assert(
    fc.property(fc.array(challenge(), { maxLength: 5 }), (challenges) => {
      const lines = challenges.map(formatChallenge)
      for (const raw of [lines, [lines.join(', ')]]) {
        assert.deepEqual(parseChallenges(raw), { challenges, problems: [] })
      }
    }),
  )
})

test('no text makes the parser throw, and every loss is accounted for by a problem', () => {
  const char = fc.constantFrom(...'aB=,;" \t\\\u201d\u0093\0~/:', 'Basic ', 'realm=')
  const lines = fc.array(fc.string({ unit: char, maxLength: 40 }), { maxLength: 4 })
  fc.assert(
    fc.property(lines, (raw) => {
      const { challenges, problems } = parseChallenges(raw)
      for (const problem of problems) {
        assert.ok(problem.column <= raw[problem.line]!.length)
      }
      const again = parseChallenges(challenges.map(formatChallenge))
      assert.deepEqual(again, { challenges, problems: [] })
      if (raw.join('').match(/[a-z=;"]/i) && challenges.length === 0) assert.ok(problems.length > 0)
    }),
    { numRuns: 500 },
  )
})

test('the number of challenges has a limit', () => {
  const { challenges, problems } = parseChallenges([Array(40).fill('Basic realm="r"').join(', ')])
  assert.equal(challenges.length, 32)
  assert.deepEqual(problems, [{ kind: 'too-many-challenges', line: 0, column: 32 * 17 }])
})

test('the number of params and of problems has a limit', () => {
  const params = Array.from({ length: 200 }, (_, i) => `p${i}=v`).join(', ')
  const { challenges, problems } = parseChallenges([`Digest ${params}`])
  assert.equal(challenges.length, 0)
  assert.equal(problems.length, 32)
  assert.equal(problems[0]?.kind, 'too-many-params')
})

test('a long hostile value takes linear time', () => {
  const spaces = ' '.repeat(60_000)
  const startedNs = process.hrtime.bigint()
  for (const text of [
    `${spaces}x`,
    `Basic ${'a'.repeat(60_000)} x`,
    `Basic a${spaces}x`,
    `Basic ${'='.repeat(60_000)}`,
    'a '.repeat(30_000),
    'a=b '.repeat(15_000),
    `Basic a="${'\\a'.repeat(30_000)}`,
  ]) {
    parseChallenges([text])
  }
  const spentMs = Number(process.hrtime.bigint() - startedNs) / 1e6
  assert.ok(spentMs < 1000, `${spentMs} ms`)
})

test('what the grammar cannot carry is not written', () => {
  const params = new Map([['realm', 'line\nbreak']])
  assert.throws(() => formatChallenge({ kind: 'params', scheme: 'basic', params }), TypeError)
  assert.throws(
    () => formatChallenge({ kind: 'params', scheme: 'a b', params: new Map() }),
    TypeError,
  )
  assert.throws(
    () => formatChallenge({ kind: 'params', scheme: 'a', params: new Map([['b c', 'd']]) }),
    TypeError,
  )
  assert.throws(
    () => formatChallenge({ kind: 'token68', scheme: 'negotiate', token68: 'a b' }),
    TypeError,
  )
})

function plain(challenge: Challenge): object {
  const { scheme } = challenge
  return challenge.kind === 'token68'
    ? { scheme, token68: challenge.token68 }
    : { scheme, params: Object.fromEntries(challenge.params) }
}

function challenge(): fc.Arbitrary<Challenge> {
  const token = fc.stringMatching(/^[a-z0-9!#$%&'*+.^_`|~-]{1,12}$/)
  const value = fc.string({ unit: fc.constantFrom(...'aZ0 ,;="\\\t\u00e9'), maxLength: 12 })
  const token68 = fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,20}={0,2}$/)
  const params = fc
    .uniqueArray(fc.tuple(token, value), { selector: ([name]) => name, maxLength: 5 })
    .map((entries) => new Map(entries))
  return fc.oneof(
    fc
      .tuple(token, token68)
      .map(([scheme, text]) => ({ kind: 'token68', scheme, token68: text }) as const),
    fc
      .tuple(token, params)
      .map(([scheme, map]) => ({ kind: 'params', scheme, params: map }) as const),
  )
}
