import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENTRIES, entryById } from '@hopwise/status/all'
import { foldedMeaning, gist, wholeMeaning } from './meaning.ts'
import { proxyScene, staticScene } from './scene.ts'

const scene = staticScene('en')

test('every row has a gist in both languages', () => {
  for (const language of ['en', 'ru'] as const) {
    const lacking = ENTRIES.filter((entry) => gist(entry, staticScene(language)) === '')
    assert.deepEqual(
      lacking.map(({ id }) => id),
      [],
      language,
    )
  }
})

test('the subject of a page has causes, steps and facts, all open', () => {
  const text = wholeMeaning(entryById('iana/407')!, scene).toString()
  assert.match(text, /<h2>Usual causes<\/h2>[\s\S]*<h2>What to do<\/h2>[\s\S]*<dl class="facts">/)
  assert.doesNotMatch(text, /<details|tell it apart/)
})

test('one of several tells itself apart and folds its particulars', () => {
  const text = foldedMeaning(entryById('nginx/499')!, scene).toString()
  assert.match(text, /<h3>How to tell it apart<\/h3>[\s\S]*<details><summary>/)
})

test('commands are for the proxy that shows them', () => {
  const here = proxyScene('en', undefined, (text) => text.replaceAll('http://PROXY', 'http://a:1'))
  assert.match(wholeMeaning(entryById('iana/407')!, here).toString(), /--proxy<\/i> http:\/\/a:1 /)
})
