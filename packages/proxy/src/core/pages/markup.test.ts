import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, NOTHING, trusted } from './markup.ts'

test('what is interpolated cannot leave its place, in text or in an attribute', () => {
  const hostile = `"><script>alert('x')</script>&amp;`
  const text = html`<p title="${hostile}">${hostile}</p>`.toString()
  assert.doesNotMatch(text, /<script|alert\('|title=""|&amp;/)
  assert.match(text, /^<p title="[^"<>']*">[^<>]*<\/p>$/)
})

test('markup inside markup stays what it is, alone or in a row', () => {
  const item = html`<li>${'<'}</li>`
  assert.equal(html`<ul>${[item, item]}</ul>`.toString(), '<ul><li>&#60;</li><li>&#60;</li></ul>')
  assert.equal(html`${trusted('<b>')}${NOTHING}${407}`.toString(), '<b>407')
})
