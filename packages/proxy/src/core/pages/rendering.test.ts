import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './markup.ts'
import { rendered } from './rendering.ts'
import { wordsIn } from './words.ts'

const rendering = {
  title: 'T',
  html: () => html`<h1>T</h1>`,
  json: () => ({ t: 1 }),
  plain: () => ['one', 'two'],
}
const english = wordsIn('en')

test('each form has its media type and its body', () => {
  assert.match(rendered('html', rendering, english).body, /<title>T<\/title>[\s\S]*<h1>T<\/h1>/)
  assert.deepEqual(rendered('json', rendering, english), {
    mediaType: 'application/json',
    language: 'en',
    body: '{\n  "t": 1\n}\n',
  })
  assert.deepEqual(rendered('plain', rendering, english), {
    mediaType: 'text/plain; charset=utf-8',
    language: 'en',
    body: 'one\ntwo\n',
  })
})

test('what is not asked for is not made', () => {
  const explode = (): never => assert.fail('made without need')
  rendered('plain', { ...rendering, html: explode, json: explode }, english)
})
