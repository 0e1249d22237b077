import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proxySite, staticSite } from './site.ts'

test('files link to each other relatively, across languages too', () => {
  assert.equal(staticSite('en').href('407', 'en'), '407.html')
  assert.equal(staticSite('en').href('407', 'ru'), 'ru/407.html')
  assert.equal(staticSite('ru').href('407', 'ru'), '407.html')
  assert.equal(staticSite('ru').href('index', 'en'), '../index.html')
})

test('at the proxy the address names a language only where somebody chose one', () => {
  assert.equal(proxySite('en', undefined).href('407', 'en'), '/codes/407')
  assert.equal(proxySite('en', undefined).href('index', 'ru'), '/codes?lang=ru')
  assert.equal(proxySite('ru', 'ru').href('nginx', 'ru'), '/codes/nginx?lang=ru')
  assert.equal(proxySite('ru', 'ru').href('index', 'en'), '/codes?lang=en')
})
