import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOtherLanguage, proxyScene, staticScene } from './scene.ts'

test('every page knows its like in the other language', () => {
  assert.equal(inOtherLanguage(staticScene('ru'), '407'), '../407.html')
  assert.equal(inOtherLanguage(proxyScene('en', undefined, String), '407'), '/codes/407?lang=ru')
})

test('words and texts are of one language', () => {
  const { phrases, texts } = staticScene('ru')
  assert.equal(phrases.otherLanguage, 'English')
  assert.equal(texts.language, 'ru')
})
