import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseNetrc } from './netrc.ts'

const FILE = `
# the proxy
machine proxy.example login alice password opensesame
machine other.example
  login "DOM\\\\bob"
  account ignored
  password "two words, and a \\" quote"
macdef init
  machine trap.example login mallory password x

machine nameless.example password only
default login anonymous password me@example
`

const FOUND: readonly [host: string, username: string | undefined, password?: string][] = [
  ['proxy.example', 'alice', 'opensesame'],
  ['PROXY.example', 'alice', 'opensesame'],
  ['other.example', 'DOM\\bob', 'two words, and a " quote'],
  ['nameless.example', undefined],
  ['trap.example', 'anonymous', 'me@example'],
  ['elsewhere.example', 'anonymous', 'me@example'],
]

for (const [host, username, password] of FOUND) {
  test(`${host}: ${username ?? 'nobody'}`, () => {
    const login = parseNetrc(FILE).loginFor(host)
    assert.equal(login?.username, username)
    assert.equal(login?.password.reveal(), password)
  })
}

test('a good file has no problems', () => {
  assert.deepEqual(parseNetrc(FILE).problems, [])
})

test('a login without a password is none: an empty one would be an attempt', () => {
  assert.equal(parseNetrc('machine a login b').loginFor('a'), undefined)
  assert.equal(parseNetrc('machine a login b password ""').loginFor('a')?.password.reveal(), '')
})

test('without an entry and without a default there is nobody', () => {
  assert.equal(parseNetrc('machine a login b password c').loginFor('d'), undefined)
})

const PROBLEMS: readonly [text: string, kind: string, line: number][] = [
  ['login alice', 'word-unexpected', 1],
  ['machine a\nlogin', 'value-missing', 2],
  ['machine a login b passwort secret', 'word-unexpected', 1],
  ['machine a login b password "sec', 'quote-unclosed', 1],
]

for (const [text, kind, line] of PROBLEMS) {
  test(`"${text.replace('\n', ' / ')}" is a problem of line ${line}: ${kind}`, () => {
    const { problems } = parseNetrc(text)
    assert.deepEqual(problems[0], { line, kind })
    assert.doesNotMatch(JSON.stringify(problems), /secret/)
  })
}
