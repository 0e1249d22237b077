import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type HtpasswdProblem, parseHtpasswd } from './htpasswd.ts'

const HASH = '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ='

test('names and hashes, comments, blank lines, both line ends, and a last line without one', () => {
  const { users, problems } = parse(
    `# staff\r\nalice:${HASH}\r\n\r\n  \n bob:${HASH} \nимя пользователя:${HASH}:passed over`,
  )
  assert.deepEqual([...users.keys()], ['alice', 'bob', 'имя пользователя'])
  assert.deepEqual(problems, [])
})

test('an empty file has no users and no problems', () => {
  for (const text of ['', '\n', '# nobody yet\n']) {
    const { users, problems } = parse(text)
    assert.equal(users.size + problems.length, 0)
  }
})

const PROBLEMS: readonly [name: string, line: string, problem: Omit<HtpasswdProblem, 'line'>][] = [
  ['no colon: it may be a password', 'opensesame', { kind: 'colon-missing' }],
  ['no name', `:${HASH}`, { kind: 'name-missing' }],
  ['a control character in the name', `ev\x1bil:${HASH}`, { kind: 'name-unusable' }],
  ['a name that stood before', `alice:${HASH}`, { kind: 'name-repeated', user: 'alice' }],
  ['no hash', 'bob:', { kind: 'hash-missing', user: 'bob' }],
  ['plain text', 'bob:opensesame', { kind: 'plain-text', user: 'bob' }],
  ['DES', 'bob:JN80rILiDRthk', { kind: 'des-crypt', user: 'bob' }],
  [
    'a foreign format',
    'bob:$y$j9T$x$y',
    { kind: 'format-unsupported', user: 'bob', detail: 'yescrypt' },
  ],
  [
    'more rounds than anybody waits for',
    `bob:$5$rounds=999999999$s$${'a'.repeat(43)}`,
    { kind: 'hash-too-expensive', user: 'bob', detail: 'rounds=999999999, at most 1000000' },
  ],
  ['too long', `bob:${'x'.repeat(1024)}`, { kind: 'line-too-long' }],
]

for (const [name, line, problem] of PROBLEMS) {
  test(`a line is left out and reported, the others count: ${name}`, () => {
    const { users, problems } = parse(`# list\nalice:${HASH}\n${line}\ncarol:${HASH}\n`)
    assert.deepEqual([...users.keys()], ['alice', 'carol'])
    assert.deepEqual(problems, [{ ...problem, line: 3 }])
    assert.doesNotMatch(JSON.stringify(problems), /sesame/)
  })
}

test('a line that is not UTF-8 is left out and reported', () => {
  const octets = Buffer.concat([
    Buffer.from(`us\u00e9r:${HASH}\n`, 'latin1'),
    Buffer.from(`bob:${HASH}`),
  ])
  const { users, problems } = parseHtpasswd(octets)
  assert.deepEqual([...users.keys()], ['bob'])
  assert.deepEqual(problems, [{ kind: 'line-not-utf8', line: 1 }])
})

test('a byte order mark is no part of the first name, and is reported', () => {
  const { users, problems } = parse(`\ufeffalice:${HASH}`)
  assert.deepEqual([...users.keys()], ['alice'])
  assert.deepEqual(problems, [{ kind: 'byte-order-mark', line: 1 }])
})

test('a file with a NUL is no password file, wherever it stands', () => {
  const utf16 = parseHtpasswd(Buffer.from(`alice:${HASH}`, 'utf16le'))
  assert.deepEqual(utf16.problems, [{ kind: 'not-text', line: 1 }])
  const late = parse(`alice:${HASH}\nbob:${HASH}\n\0`)
  assert.equal(late.users.size, 0)
  assert.deepEqual(late.problems, [{ kind: 'not-text', line: 3 }])
})

test('of a file full of problems a hundred are listed, and its users count all the same', () => {
  const { users, problems } = parse(`${'nonsense\n'.repeat(500)}alice:${HASH}`)
  assert.equal(problems.length, 101)
  assert.deepEqual(problems[100], { kind: 'too-many-problems', line: 101 })
  assert.equal(users.size, 1)
})

test('no octets make the parser throw, and each line is a user, a problem or nothing', () => {
  const piece = fc.constantFrom('a', ':', '#', '\n', '\r\n', '$5$', '{SHA}', '\u00e9', '$', ' ')
  const text = fc.string({ unit: piece, maxLength: 60 }).map((value) => Buffer.from(value))
  fc.assert(
    fc.property(fc.oneof(text, fc.uint8Array({ maxLength: 60 })), (octets) => {
      const { users, problems } = parseHtpasswd(octets)
      const lines = Buffer.from(octets).toString('latin1').split('\n')
      assert.ok(users.size + problems.length <= lines.length)
      for (const { line } of problems) assert.ok(line >= 1 && line <= lines.length)
    }),
  )
})

function parse(text: string) {
  return parseHtpasswd(new TextEncoder().encode(text))
}
