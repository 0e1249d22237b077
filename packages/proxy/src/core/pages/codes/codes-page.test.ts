import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aboutOf, HTML, JSON_ONLY } from '../testing/about.ts'
import { codesPage } from './codes-page.ts'

for (const path of [
  '/codes',
  '/codes/',
  '/codes/407',
  '/codes/477',
  '/codes/000',
  '/codes/nginx',
]) {
  test(`${path} exists in every form and language`, () => {
    for (const accept of [HTML, JSON_ONLY, {}]) {
      for (const acceptLanguage of [['en'], ['ru-RU,ru;q=0.9']]) {
        const page = codesPage(path, aboutOf({ ...accept, acceptLanguage }))!
        assert.equal(page.language, acceptLanguage[0]!.slice(0, 2))
        assert.doesNotMatch(page.body, /undefined|\[object|NaN/)
        if (accept === JSON_ONLY) JSON.parse(page.body)
      }
    }
  })
}

for (const path of [
  '/codes/42',
  '/codes/042',
  '/codes/1000',
  '/codes/no-such',
  '/codes/407/x',
  '/code',
]) {
  test(`${path} does not exist`, () => assert.equal(codesPage(path, aboutOf(HTML)), undefined))
}

test('the address can choose a language, and its links keep it', () => {
  const page = codesPage('/codes/407?lang=ru', aboutOf({ ...HTML, acceptLanguage: ['en'] }))!
  assert.equal(page.language, 'ru')
  assert.match(page.body, /href="\/codes\?lang=ru"/)
  assert.equal(codesPage('/codes/407?lang=xx', aboutOf(HTML))!.language, 'en')
})

test('commands name the address of this proxy', () => {
  assert.match(
    codesPage('/codes/407', aboutOf(HTML))!.body,
    /--proxy<\/i> http:\/\/192\.0\.2\.5:4070 /,
  )
})
