import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '../markup.ts'
import { codesDocument } from './codes-document.ts'
import { staticScene } from './scene.ts'
import { SEARCH_SCRIPT_HASH } from './search-script.ts'

const page = codesDocument({ name: '407', title: '407 X' }, html`<h1>X</h1>`, staticScene('ru'))

test('only the script of the page may run', () => {
  assert.ok(page.body.includes(`script-src &#39;${SEARCH_SCRIPT_HASH}&#39;`))
})

test('the page says its language and links the other', () => {
  assert.equal(page.language, 'ru')
  assert.match(page.body, /<html lang="ru">/)
  assert.match(
    page.body,
    /<a lang="en" hreflang="en" rel="alternate" href="\.\.\/407\.html">English</,
  )
  assert.match(page.body, /<a rel="search" href="index\.html#q">/)
})
