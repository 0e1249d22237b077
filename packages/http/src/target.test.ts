import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseTarget } from './target.ts'

test('absolute-form is split and nothing in it is changed', () => {
  assert.deepEqual(parseTarget('GET', 'HTTP://O.Example:8080/a/../%2e?b#'.slice(0, -1)), {
    form: 'absolute',
    scheme: 'http',
    host: 'o.example',
    port: 8080,
    authority: 'O.Example:8080',
    path: '/a/../%2e?b',
    isBare: false,
  })
})

const absolute: readonly [
  target: string,
  host: string,
  port: number,
  path: string,
  isBare: boolean,
][] = [
  ['http://o', 'o', 80, '/', true],
  ['http://o/', 'o', 80, '/', false],
  ['http://o?q', 'o', 80, '/?q', false],
  ['http://o:/x', 'o', 80, '/x', false],
  ['http://[::1]:81/x', '::1', 81, '/x', false],
  ['https://o/', 'o', 443, '/', false],
  ['http://o/http://p/', 'o', 80, '/http://p/', false],
  ['http://o_1.example./', 'o_1.example.', 80, '/', false],
]
for (const [target, host, port, path, isBare] of absolute) {
  test(`${target} is host ${host}, port ${port}, path ${path}`, () => {
    const parsed = parseTarget('GET', target)
    assert.ok(parsed.form === 'absolute')
    assert.deepEqual(
      [parsed.host, parsed.port, parsed.path, parsed.isBare],
      [host, port, path, isBare],
    )
  })
}

const malformed: readonly [method: string, target: string, reason: string][] = [
  ['GET', 'http:///x', 'authority-malformed'],
  ['GET', 'http://:80/', 'authority-malformed'],
  ['GET', 'http://o:0/', 'authority-malformed'],
  ['GET', 'http://o:65536/', 'authority-malformed'],
  ['GET', 'http://o:http/', 'authority-malformed'],
  ['GET', 'http://o%41/', 'authority-malformed'],
  ['GET', 'http://o\\p/', 'authority-malformed'],
  ['GET', 'http://[::1/', 'authority-malformed'],
  ['GET', 'http://[v1.x]/', 'authority-malformed'],
  ['GET', 'http://-o/', 'authority-malformed'],
  ['GET', 'http://u:p@o/', 'userinfo-in-target'],
  ['GET', 'http://o/#f', 'fragment-in-target'],
  ['GET', 'http:/o/', 'form-unknown'],
  ['GET', 'o.example', 'form-unknown'],
  ['GET', '*', 'form-unknown'],
  ['GET', 'gopher://o/', 'scheme-unknown'],
  ['CONNECT', 'o.example', 'authority-without-port'],
  ['CONNECT', 'o.example:', 'authority-without-port'],
  ['CONNECT', 'http://o/', 'authority-malformed'],
  ['CONNECT', ':443', 'authority-malformed'],
  ['CONNECT', 'o:0', 'authority-malformed'],
  ['CONNECT', 'u@o:443', 'authority-malformed'],
]
for (const [method, target, reason] of malformed) {
  test(`${method} ${target} is refused as ${reason}`, () => {
    assert.deepEqual(parseTarget(method, target), { form: 'malformed', reason })
  })
}

test('origin-form, asterisk-form and authority-form', () => {
  assert.deepEqual(parseTarget('GET', '/a?b'), { form: 'origin', path: '/a?b' })
  assert.deepEqual(parseTarget('OPTIONS', '*'), { form: 'asterisk' })
  assert.deepEqual(parseTarget('CONNECT', 'O.example:443'), {
    form: 'authority',
    host: 'o.example',
    port: 443,
  })
  assert.deepEqual(parseTarget('CONNECT', '[::1]:443'), {
    form: 'authority',
    host: '::1',
    port: 443,
  })
})

test('whatever it is given, it answers without throwing', () => {
  fc.assert(
    fc.property(fc.constantFrom('GET', 'CONNECT', 'OPTIONS'), fc.string(), (method, text) => {
      const { form } = parseTarget(method, text)
      assert.ok(['absolute', 'authority', 'origin', 'asterisk', 'malformed'].includes(form))
      assert.notEqual(parseTarget(method, `http://${text}/`).form, 'authority')
    }),
  )
})
