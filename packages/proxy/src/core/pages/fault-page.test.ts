import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultCode } from '@hopwise/journal'
import { faultPage } from './fault-page.ts'
import { aboutOf, HTML, JSON_ONLY } from './testing/about.ts'

const CODES = Object.keys(FAULTS) as readonly FaultCode[]
const HOSTILE = `http://a.example/'"><script>alert(1)</script>?x=*`
const RUSSIAN = { acceptLanguage: ['ru-RU,ru;q=0.9,en;q=0.8'] }
const FORMS = { html: HTML, json: JSON_ONLY, plain: {} } as const

for (const [form, accept] of Object.entries(FORMS)) {
  test(`every fault has a page as ${form}, with its code, its exchange and nothing unsaid`, () => {
    for (const code of CODES) {
      const { body, language } = faultPage(code, 'the detail', aboutOf(accept))
      assert.ok(body.includes(code) && body.includes('3F9K-T2QX-0A7M'), code)
      // A line has not always room for it.
      assert.ok(form === 'plain' || body.includes('the detail'), code)
      // The TLS address is unknown to who came without TLS.
      assert.doesNotMatch(body, /undefined|\[object|NaN|\bnull\b|(?<!https:\/\/)\bPROXY\b/, code)
      assert.equal(language, 'en')
    }
  })

  test(`a hostile target and detail stay text as ${form}`, () => {
    for (const code of CODES) {
      const { body } = faultPage(code, HOSTILE, aboutOf({ ...accept, target: HOSTILE }))
      if (form !== 'plain') assert.doesNotMatch(body, /<script|alert\(1\)<\/|'">/, code)
    }
  })
}

for (const [form, accept] of Object.entries(FORMS)) {
  test(`who asks for Russian gets every fault in Russian as ${form}`, () => {
    for (const code of CODES) {
      const { body, language } = faultPage(code, 'the detail', aboutOf({ ...accept, ...RUSSIAN }))
      assert.equal(language, 'ru')
      assert.ok(body.includes(code) && body.includes('3F9K-T2QX-0A7M'), code)
      assert.doesNotMatch(body, /undefined|\[object|NaN|\bnull\b|(?<!https:\/\/)\bPROXY\b/, code)
      // What is left of English: codes and ids, commands, the phrase of the status, the detail.
      assert.doesNotMatch(body, /\b(this|the(?! detail)|your|you)\b/i, code)
    }
  })
}

test('English on a Russian page is marked for those who have it read aloud', () => {
  const { body } = faultPage('CONNECT_REFUSED', 'x refused', aboutOf({ ...HTML, ...RUSSIAN }))
  assert.match(body, /<html lang="ru">/)
  assert.match(body, /<span lang="en">Bad Gateway<\/span>/)
  assert.match(body, /<dt>Подробности<\/dt><dd><span lang="en">x refused<\/span>/)
})

test('a page for people is small, whatever was asked for', () => {
  for (const code of CODES) {
    const { body } = faultPage(code, 'd', aboutOf(HTML))
    assert.ok(body.length < 10_000, `${code}: ${body.length}`)
    const russian = faultPage(code, 'd', aboutOf({ ...HTML, ...RUSSIAN })).body
    assert.ok(new TextEncoder().encode(russian).length < 12_000, code)
    const target = `http://${'&'.repeat(1000)}/${'<'.repeat(1000)}`
    const worst = faultPage(code, '"'.repeat(400), aboutOf({ ...HTML, target })).body
    assert.ok(worst.length < 12 * 1024, `${code}: ${worst.length}`)
  }
})

test('a fault without a detail has no row for it', () => {
  assert.doesNotMatch(faultPage('DRAINING', '', aboutOf(HTML)).body, /<dt>Detail/)
})
