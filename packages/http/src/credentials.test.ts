import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import vectors from '../../../conformance/fields/credentials.json' with { type: 'json' }
import { parseChallenges } from './challenge.ts'
import { type Credentials, formatCredentials, parseCredentials } from './credentials.ts'

for (const vector of vectors) {
  test(`credentials vector: ${vector.name}`, () => {
    const credentials = parseCredentials(vector.raw)
    assert.equal(credentials.kind === 'malformed', vector.must_fail)
    if (credentials.kind === 'malformed') {
      if (vector.column !== undefined) assert.equal(credentials.column, vector.column)
      return
    }
    assert.deepEqual(plain(credentials), vector.expected)
    assert.equal(formatCredentials(credentials), vector.canonical)
  })
}

test('what is written is read back the same', () => {
  const token68 = fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,40}={0,2}$/)
  fc.assert(
    fc.property(token68, (text) => {
      const credentials = { kind: 'token68', scheme: 'basic', token68: text } as const
      assert.deepEqual(parseCredentials(formatCredentials(credentials)), credentials)
    }),
  )
})

test('no text makes the parser throw, and what it accepts can be written and read again', () => {
  const char = fc.constantFrom(...'aB=,;" \t\\:\0\u00e9', 'Basic ', 'Digest a=')
  fc.assert(
    fc.property(fc.string({ unit: char, maxLength: 30 }), (raw) => {
      const credentials = parseCredentials(raw)
      if (credentials.kind === 'malformed') {
        assert.ok(credentials.column >= 0 && credentials.column <= raw.length)
      } else {
        assert.deepEqual(parseCredentials(formatCredentials(credentials)), credentials)
      }
    }),
    { numRuns: 500 },
  )
})

test('the short way through plain parameters finds what the long one finds', () => {
  const piece = fc.constantFrom(
    ...[
      'Digest ',
      'a=b',
      'A="c d"',
      'nc=1',
      'x=""',
      'y="\\\\""',
      ', ',
      ',',
      ' ',
      '=',
      '"',
      'a=',
      '\t',
    ],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const raw = `Digest ${pieces.join('')}`.trim()
      const { challenges, problems } = parseChallenges([raw])
      const credentials = parseCredentials(raw)
      if (credentials.kind !== 'params') return
      assert.deepEqual([challenges, problems], [[credentials], []])
    }),
    { numRuns: 2000 },
  )
})

test('whatever is malformed leaves no piece of it in the result', () => {
  const credentials = parseCredentials('Basic alice:opensesame')
  assert.doesNotMatch(JSON.stringify(credentials), /alice|sesame/)
})

test('a long run of spaces takes linear time', () => {
  const startedNs = process.hrtime.bigint()
  parseCredentials(`a${' '.repeat(100_000)}b`)
  parseCredentials(`Basic ${'='.repeat(100_000)}`)
  assert.ok(Number(process.hrtime.bigint() - startedNs) / 1e6 < 1000)
})

function plain(credentials: Exclude<Credentials, { kind: 'malformed' }>): object {
  const { scheme } = credentials
  return credentials.kind === 'token68'
    ? { scheme, token68: credentials.token68 }
    : { scheme, params: Object.fromEntries(credentials.params) }
}
