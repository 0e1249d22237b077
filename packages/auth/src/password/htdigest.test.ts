import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseHtdigest } from './htdigest.ts'

const MD5 = '939e7578ed9e3c518a452acee763bce9'
const SHA = 'a'.repeat(64)

test('what Apache’s htdigest writes is read, and secrets of other algorithms beside it', () => {
  const text = [
    '# users',
    '',
    `Mufasa:testrealm@host.com:${MD5}`,
    `Mufasa:testrealm@host.com:${SHA.toUpperCase()}`,
    `  J\u00e4s\u00f8n Doe:api:${SHA}:SHA-512-256\r`,
    `old:r:${MD5}:md5`,
  ].join('\n')
  assert.deepEqual(parse(text), {
    entries: [
      { username: 'Mufasa', realm: 'testrealm@host.com', algorithm: 'MD5', ha1: MD5 },
      { username: 'Mufasa', realm: 'testrealm@host.com', algorithm: 'SHA-256', ha1: SHA },
      { username: 'J\u00e4s\u00f8n Doe', realm: 'api', algorithm: 'SHA-512-256', ha1: SHA },
      { username: 'old', realm: 'r', algorithm: 'MD5', ha1: MD5 },
    ],
    problems: [],
  })
})

const PROBLEMS: readonly [line: string, problem: object][] = [
  ['alice', { kind: 'fields-missing' }],
  ['alice:opensesame', { kind: 'fields-missing' }],
  [`:r:${MD5}`, { kind: 'name-missing' }],
  [`a\tb:r:${MD5}`, { kind: 'name-unusable' }],
  [`alice::${MD5}`, { kind: 'realm-missing', user: 'alice' }],
  ['alice:r:', { kind: 'secret-malformed', user: 'alice' }],
  [`alice:r:${MD5.slice(1)}`, { kind: 'secret-malformed', user: 'alice' }],
  ['alice:r:$apr1$aaaaaaaa$bbbbbbbbbbbbbbbbbbbbbb', { kind: 'secret-malformed', user: 'alice' }],
  [`alice:r:${MD5}:SHA-1`, { kind: 'algorithm-unknown', user: 'alice' }],
  [`alice:r:${MD5}:SHA-256`, { kind: 'algorithm-mismatch', user: 'alice' }],
  [`alice:r:${SHA}:MD5`, { kind: 'algorithm-mismatch', user: 'alice' }],
  [`alice:r:x:${MD5}:MD5`, { kind: 'fields-too-many', user: 'alice' }],
  [`alice:r:${'a'.repeat(1024)}`, { kind: 'line-too-long' }],
]

for (const [line, problem] of PROBLEMS) {
  test(`reported and left out: ${line.slice(0, 60)}`, () => {
    const { entries, problems } = parse(`bob:r:${MD5}\n${line}\n`)
    assert.deepEqual(problems, [{ ...problem, line: 2 }])
    assert.equal(entries.length, 1)
  })
}

test('of a user repeated in one realm and algorithm the first counts', () => {
  const other = 'b'.repeat(32)
  const { entries, problems } = parse(`a:r:${MD5}\na:s:${MD5}\na:r:${other}`)
  assert.deepEqual(problems, [{ kind: 'name-repeated', user: 'a', line: 3 }])
  assert.deepEqual(
    entries.map(({ realm, ha1 }) => [realm, ha1]),
    [
      ['r', MD5],
      ['s', MD5],
    ],
  )
})

test('no octets at all make it throw, and no secret stands in a problem', () => {
  const piece = fc.constantFrom('a', ':', '#', '\n', '\r\n', MD5, SHA, 'SHA-256', '\u00e9', ' ')
  const text = fc.array(piece).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(text, (written) => {
      const { problems } = parse(written)
      assert.doesNotMatch(JSON.stringify(problems.filter(({ user }) => !user)), /[0-9a-f]{32}/)
    }),
  )
  fc.assert(fc.property(fc.uint8Array(), (octets) => void parseHtdigest(octets)))
})

function parse(text: string) {
  return parseHtdigest(new TextEncoder().encode(text))
}
