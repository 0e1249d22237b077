import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  redactedDetail,
  redactedFieldValue,
  redactedMethod,
  redactedTarget,
  redactedUser,
} from './redact.ts'

const TARGETS: readonly [target: string, expected: string][] = [
  ['http://host/a/b.c', 'http://host/a/b.c'],
  ['http://u:p@host/?a=1&b=2', 'http://host/?a=*&b=*'],
  ['http://host/?eyJhbGciOiJIUzI1NiJ9', 'http://host/?*'],
  ['http://host/?a=b=c&&d', 'http://host/?a=*&&*'],
  ['http://host/?', 'http://host/?'],
  ['http://host/#access_token=x', 'http://host/#*'],
  ['http://host/?a=1#b?c=2', 'http://host/?a=*#*'],
  ['/?q=words', '/?q=*'],
  ['u:p@host:443', 'host:443'],
  ['host:443', 'host:443'],
  ['*', '*'],
  ['http://host/a\r\nSet-Cookie: b', 'http://host/a\\x0d\\x0aSet-Cookie:\\x20b'],
  ['http://h\xf6st/\u20ac', 'http://h\\xf6st/\\u{20ac}'],
  ['http://host/\\x0a', 'http://host/\\x5cx0a'],
]
for (const [target, expected] of TARGETS) {
  test(`${JSON.stringify(target)} is written down as ${JSON.stringify(expected)}`, () => {
    assert.equal(redactedTarget(target), expected)
  })
}

test('the short way for simple targets hides what the thorough way hides', () => {
  for (const target of ['http://host/p?a=1&&b&=c&d==', '/?', '?', 'x?=', 'http://h?a&b=2']) {
    // An empty userinfo sends the same target the thorough way.
    const thorough = redactedTarget(target.replace('://', '://@'))
    assert.equal(redactedTarget(target), thorough)
  }
})

test('query values are shown where that is asked for, userinfo never', () => {
  const shown = { queryValues: 'shown', lengthMax: 100 } as const
  assert.equal(redactedTarget('http://u:p@host/?a=1', shown), 'http://host/?a=1')
})

test('a target is bounded, whatever it is made of', () => {
  const bound = { queryValues: 'hidden', lengthMax: 20 } as const
  assert.equal(redactedTarget(`http://host/${'a'.repeat(100)}`, bound), 'http://host/aaaaa...')
  for (const text of ['\n', '?', '@', '&a=', '\\', 'a']) {
    assert.equal(redactedTarget(text.repeat(5000), bound).length <= 20, true, text)
  }
})

test('every octet in a target becomes visible ASCII on one line', () => {
  const octets = String.fromCharCode(...Array.from({ length: 256 }, (_, octet) => octet))
  assert.match(redactedTarget(`http://host/${octets}`), /^[!-~]+$/)
})

test('a long hostile target is redacted in linear time', () => {
  const started = performance.now()
  for (const text of ['http://', '@', 'a:', '/', '?&', 'http://a@']) {
    redactedTarget(text.repeat(20_000))
    redactedDetail(text.repeat(20_000))
  }
  assert.ok(performance.now() - started < 5000)
})

test('a detail keeps its words and loses what its addresses hide', () => {
  assert.equal(
    redactedDetail('target "http://u:secret@host/x?key=secret" of a@b.example is wrong'),
    'target "http://host/x?key=*" of a@b.example is wrong',
  )
  assert.equal(
    redactedDetail('connecting to u:secret@host:443 (from)'),
    'connecting to host:443 (from)',
  )
})

test('a detail is one bounded line', () => {
  assert.equal(redactedDetail('a\r\nb'), 'a\\x0d\\x0ab')
  assert.equal(redactedDetail('x'.repeat(10_000)).length, 400)
})

test('names, methods and field values are bounded and without controls', () => {
  for (const redacted of [redactedUser, redactedMethod, redactedFieldValue]) {
    assert.ok(redacted('\n'.repeat(10_000)).length <= 256)
    assert.equal(redacted('a\x1b]0;b'), 'a\\x1b]0;b')
    assert.equal(redacted('GET'), 'GET')
  }
})
