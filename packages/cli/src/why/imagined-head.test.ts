import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imaginedHead } from './imagined-head.ts'

const cases: readonly [to: string, method: string | undefined, line: string, host: string][] = [
  ['a.example:443', undefined, 'CONNECT a.example:443', 'a.example:443'],
  ['[::1]:443', undefined, 'CONNECT [::1]:443', '[::1]:443'],
  ['a.example', undefined, 'CONNECT a.example', 'a.example'],
  ['https://a.example/page', undefined, 'CONNECT a.example:443', 'a.example:443'],
  ['https://[::1]/', undefined, 'CONNECT [::1]:443', '[::1]:443'],
  ['https://a.example:8443/page', undefined, 'CONNECT a.example:8443', 'a.example:8443'],
  ['http://a.example/page?q', undefined, 'GET http://a.example/page?q', 'a.example'],
  ['http://a.example', 'CONNECT', 'CONNECT a.example:80', 'a.example:80'],
  ['a.example:8080', 'POST', 'POST http://a.example:8080/', 'a.example:8080'],
  ['https://a.example/', 'GET', 'GET https://a.example/', 'a.example'],
  ['http://u:p@a.example/', undefined, 'GET http://u:p@a.example/', 'a.example'],
]
for (const [to, method, line, host] of cases) {
  test(`${method ?? 'no method'} to ${to} is asked for by ${line}`, () => {
    assert.equal(imaginedHead(to, method).head, `${line} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  })
}

test('what would break the head is not taken', () => {
  for (const to of ['', 'a b', 'a\r\nX: y', 'bücher.example:443']) {
    assert.throws(() => imaginedHead(to, undefined), { exitCode: 2 })
  }
  assert.throws(() => imaginedHead('a:1', 'G T'), { exitCode: 2 })
})
