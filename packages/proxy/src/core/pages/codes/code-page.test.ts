import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codePage } from './code-page.ts'
import { proxyScene, staticScene } from './scene.ts'

const page = (code: number): string => codePage(code, staticScene('en')).body

test('a registered code is led by its registered meaning', () => {
  assert.match(page(407), /<b>407<\/b> <span>client error · standard<\/span>/)
  assert.match(page(407), /<h1>Proxy Authentication Required<\/h1>/)
  assert.match(page(407), /<dt>Go net\/http<\/dt><dd><code>http\.StatusProxyAuthRequired<\/code>/)
})

test('vendors who mean something else follow, each with an anchor', () => {
  const body = page(103)
  assert.ok(body.indexOf('<section id="iana">') < body.indexOf('id="google-gears"'))
  assert.match(body, /The same number elsewhere/)
})

test('a number in no registry has its meanings side by side', () => {
  assert.match(page(530), /<h1>This number has 5 meanings<\/h1>/)
  for (const source of ['cloudflare', 'pantheon', 'shopify']) {
    assert.match(page(530), new RegExp(`<section class="meaning" id="${source}">`))
  }
})

test('finer codes are linked', () => {
  assert.match(page(403), /<a href="iis-substatus\.html#403\.14"/)
})

test('a number that nobody sends is explained by its class', () => {
  assert.match(page(477), /Nobody is known to send 477/)
  assert.match(page(477), /like 400/)
  assert.match(page(777), /like 500/)
})

test("the proxy's own errors are linked where they are", () => {
  assert.doesNotMatch(page(407), /CREDENTIALS_MISSING/)
  const own = codePage(407, proxyScene('en', undefined, String)).body
  assert.match(own, /<a href="\/errors\/CREDENTIALS_MISSING">/)
})

test('every number from 100 to 999 has a page with one heading', () => {
  for (let code = 100; code <= 999; code++) {
    assert.equal(page(code).match(/<h1>/g)?.length, 1, String(code))
  }
})
