import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Secret } from '../secret.ts'
import { decodeUserPass, encodeUserPass } from './message.ts'

const ACCEPTED: readonly [name: string, token: string, username: string, password: string][] = [
  ['RFC 7617 §2', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'Aladdin', 'open sesame'],
  ['RFC 7617 §2.1, a pound sign in UTF-8', 'dGVzdDoxMjPCow==', 'test', '123£'],
  ['the first colon splits', base64('a:b:c::'), 'a', 'b:c::'],
  ['an empty password', base64('a:'), 'a', ''],
  ['an empty user name', base64(':b'), '', 'b'],
  ['both empty', base64(':'), '', ''],
  ['spaces belong to what they surround', base64(' a : b '), ' a ', ' b '],
  ['beyond the basic plane', base64('имя:пароль🔑'), 'имя', 'пароль🔑'],
  ['a byte order mark is a character like any other', base64('\ufeffa:b'), '\ufeffa', 'b'],
]

for (const [name, token, username, password] of ACCEPTED) {
  test(`user-pass is decoded: ${name}`, () => {
    const read = decodeUserPass(token)
    assert.ok(read.kind === 'user-pass')
    assert.deepEqual([read.username, read.password.reveal()], [username, password])
    assert.equal(read.charset, 'UTF-8')
  })
}

test('octets that are not UTF-8 are taken as ISO-8859-1', () => {
  const read = decodeUserPass(Buffer.from('usér:pässwörd', 'latin1').toString('base64'))
  assert.ok(read.kind === 'user-pass')
  assert.deepEqual([read.username, read.password.reveal()], ['usér', 'pässwörd'])
  assert.equal(read.charset, 'ISO-8859-1')
})

const MALFORMED: readonly [name: string, token: string, reason: string][] = [
  ['no colon', base64('alice'), 'colon-missing'],
  ['padding missing', 'YTpiYw', 'base64-invalid'],
  ['padding where none belongs', 'YTpi====', 'base64-invalid'],
  ['bits left over', 'YTpiYx==', 'base64-invalid'],
  ['the alphabet for URLs', 'YTpi_-__', 'base64-invalid'],
  ['a length that no octets have', 'YTpiY', 'base64-invalid'],
  ['a line break', base64('a:b\n'), 'control-character'],
  ['a NUL in the user name', base64('a\0:b'), 'control-character'],
  ['DEL', base64('a:\x7f'), 'control-character'],
  ['a terminal escape in ISO-8859-1', latin1('a\x9b31m:b'), 'control-character'],
  ['1 KiB and more', base64(`a:${'x'.repeat(1025)}`), 'too-long'],
]

for (const [name, token, reason] of MALFORMED) {
  test(`user-pass is malformed: ${name}`, () => {
    assert.deepEqual(decodeUserPass(token), { kind: 'malformed', reason })
  })
}

test('more than that is decoded where more is allowed', () => {
  const long = base64(`token:${'x'.repeat(16_384)}`)
  assert.equal(decodeUserPass(long, 16_390).kind, 'user-pass')
  assert.equal(decodeUserPass(long, 16_380).kind, 'malformed')
})

test('user-pass of 1 KiB is still decoded', () => {
  assert.equal(decodeUserPass(base64(`a:${'x'.repeat(1022)}`)).kind, 'user-pass')
})

test('the RFC examples are encoded as printed there', () => {
  assert.deepEqual(encodeUserPass('Aladdin', new Secret('open sesame')), {
    kind: 'token68',
    token68: 'QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  })
  assert.deepEqual(encodeUserPass('test', new Secret('123£')), {
    kind: 'token68',
    token68: 'dGVzdDoxMjPCow==',
  })
})

test('composed and decomposed characters are encoded alike', () => {
  const composed = encodeUserPass('us\u00e9r', new Secret('\u00e9'))
  assert.deepEqual(encodeUserPass('use\u0301r', new Secret('e\u0301')), composed)
})

test('what Basic cannot carry is refused, not bent', () => {
  const refused = (username: string, password: string) =>
    encodeUserPass(username, new Secret(password))
  assert.deepEqual(refused('a:b', 'c'), { kind: 'refused', reason: 'username-has-colon' })
  assert.deepEqual(refused('a', 'b\r\nX: y'), { kind: 'refused', reason: 'control-character' })
  assert.deepEqual(refused('a\ud800', 'b'), { kind: 'refused', reason: 'text-malformed' })
})

test('whatever is encoded is decoded to the same, normalised', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 })
  fc.assert(
    fc.property(text, text, (username, password) => {
      const encoded = encodeUserPass(username, new Secret(password))
      if (encoded.kind === 'refused') return
      const read = decodeUserPass(encoded.token68)
      assert.ok(read.kind === 'user-pass')
      assert.equal(
        `${read.username}:${read.password.reveal()}`,
        `${username}:${password}`.normalize('NFC'),
      )
    }),
  )
})

test('no token makes the decoder throw', () => {
  const octets = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))
  const token = fc.oneof(
    octets.map((bytes) => bytes.toString('base64')),
    fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,30}={0,3}$/),
  )
  fc.assert(
    fc.property(token, (text) => {
      assert.ok(['user-pass', 'malformed'].includes(decodeUserPass(text).kind))
    }),
  )
})

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

function latin1(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64')
}
