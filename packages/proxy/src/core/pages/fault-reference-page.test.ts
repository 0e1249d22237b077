import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FaultCode } from '@hopwise/journal'
import { faultReferencePage } from './fault-reference-page.ts'
import { aboutOf } from './testing/about.ts'
import { wordsIn } from './words.ts'

const page = (code: FaultCode, form: 'html' | 'json' | 'plain'): string =>
  faultReferencePage(code, form, aboutOf({ target: '/errors/X' }), wordsIn('en')).body

test('a page tells everything that is known about a fault', () => {
  const body = page('CONNECT_REFUSED', 'html')
  for (const text of [
    '<b>502</b> <span>Bad Gateway</span>',
    '<h1>The server refused the connection</h1>',
    '<li aria-current="step">connect</li>',
    '<dd>CONNECT_REFUSED</dd>',
    '<dd>connection_refused</dd>',
    '<dd>The same request may pass later.</dd>',
    '<dd>http://hopwise.internal/errors/CONNECT_REFUSED</dd>',
    '<a href="/codes/502">What 502 means, whoever sends it</a>',
  ]) {
    assert.ok(body.includes(text), text)
  }
})

test('commands are for this proxy, and for no address in particular', () => {
  assert.match(page('CREDENTIALS_REJECTED', 'plain'), /--proxy http:\/\/192\.0\.2\.5:4070 ADDRESS`/)
  assert.match(page('CREDENTIALS_REJECTED', 'html'), /Where the name and password go/)
})

test('a fault without a type in RFC 9209 says so, to people and to programs', () => {
  assert.match(page('USER_DISABLED', 'plain'), /Proxy-Status error: none that fits/)
  assert.ok(!('proxyError' in JSON.parse(page('USER_DISABLED', 'json'))))
  assert.equal(JSON.parse(page('ROUTE_LOOP', 'json')).proxyError, 'proxy_loop_detected')
})

test('a status that is never sent is explained', () => {
  assert.match(page('CLIENT_GONE', 'html'), /<b>499<\/b> <span>only in the journal/)
  assert.match(page('CLIENT_GONE', 'plain'), /Status: 499 \(only in the journal/)
})
