import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read } from '../testing/reading.ts'
import { parents } from './parents.ts'

const corp = (section: object) => read(parents, { corp: { url: 'http://p:1', ...section } })

test('an address is enough', () => {
  const section = corp({})
  assert.ok(typeof section !== 'string')
  const { url, credentials, connections, refusals } = section['corp']!
  assert.equal(JSON.stringify(url), '"http://p:1"')
  assert.deepEqual([url.scheme, url.host, url.port], ['http', 'p', 1])
  assert.deepEqual([credentials, connections, refusals], ['own', 256, 'explain'])
})

const wrong: readonly [string, object, RegExp][] = [
  ['an address of another kind', { url: 'ftp://p' }, /not ftp/],
  ['a password in the address', { url: 'http://a:secret@p:1' }, /credentials do not belong/],
  ['a user name alone', { username: 'us' }, /needs a password/],
  ['a password alone', { password: { env: 'P' } }, /needs a user name/],
  [
    'a password that stands there',
    { username: 'us', password: 'x' },
    /does not belong in this file/,
  ],
  ['a scheme nobody knows', { schemes: ['kerbal'] }, /basic/],
  [
    'credentials of both kinds',
    { credentials: 'pass-through', token: { env: 'T' } },
    /the clients' and no others/,
  ],
  ['clients’ credentials by SOCKS', { url: 'socks5://p', credentials: 'pass-through' }, /by SOCKS/],
  ['a token by SOCKS', { url: 'socks5://p', token: { env: 'T' } }, /no tokens/],
  ['a ticket by SOCKS', { url: 'socks5://p', negotiate: { service: 'HTTP@p' } }, /no tickets here/],
  [
    'a login by SOCKS that may not be sent',
    { url: 'socks5://p', username: 'us', password: { env: 'P' }, schemes: ['digest'] },
    /add basic/,
  ],
  ['a probe without a time', { probe: 'often' }, /write off, or \{ every: 30s \}/],
  ['authorities without TLS', { authorities: 'ca.pem' }, /only a parent with https/],
]
for (const [what, section, sentence] of wrong) {
  test(`${what} is refused`, () => {
    const said = corp(section)
    assert.match(String(said), sentence)
    assert.doesNotMatch(String(said), /secret@/)
  })
}
