import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spokenLanguage } from './language.ts'

test('LC_ALL goes before LC_MESSAGES, and that before LANG', () => {
  assert.equal(spokenLanguage({ LC_ALL: 'ru_RU.UTF-8', LC_MESSAGES: 'en_GB', LANG: 'C' }), 'ru')
  assert.equal(spokenLanguage({ LC_MESSAGES: 'ru', LANG: 'en_US.UTF-8' }), 'ru')
  assert.equal(spokenLanguage({ LANG: 'ru_UA.KOI8-U' }), 'ru')
})

test('an empty variable is as good as none', () => {
  assert.equal(spokenLanguage({ LC_ALL: '', LANG: 'ru_RU' }), 'ru')
})

test('a language that we do not speak is answered in English', () => {
  for (const LANG of [undefined, 'C', 'de_DE.UTF-8', 'run_BI']) {
    assert.equal(spokenLanguage({ LANG }), 'en')
  }
})
