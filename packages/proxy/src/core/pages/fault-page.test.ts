import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultCode } from '@hopwise/journal'
import { faultPage } from './fault-page.ts'
import { aboutOf, HTML, JSON_ONLY } from './testing/about.ts'

const CODES = Object.keys(FAULTS) as readonly FaultCode[]
const HOSTILE = `http://a.example/'"><script>alert(1)</script>?x=*`
const FORMS = { html: HTML, json: JSON_ONLY, plain: {} } as const

for (const [form, accept] of Object.entries(FORMS)) {
  test(`every fault has a page as ${form}, with its code, its exchange and nothing unsaid`, () => {
    for (const code of CODES) {
      const { body, language } = faultPage(code, 'the detail', aboutOf(accept))
      assert.ok(body.includes(code) && body.includes('3F9K-T2QX-0A7M'), code)
      // A line has not always room for it.
      assert.ok(form === 'plain' || body.includes('the detail'), code)
      assert.doesNotMatch(body, /undefined|\[object|NaN|\bnull\b|\bPROXY\b/, code)
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

test('a page for people is small, whatever was asked for', () => {
  for (const code of CODES) {
    const { body } = faultPage(code, 'd', aboutOf(HTML))
    assert.ok(body.length < 10_000, `${code}: ${body.length}`)
    const target = `http://${'&'.repeat(1000)}/${'<'.repeat(1000)}`
    const worst = faultPage(code, '"'.repeat(400), aboutOf({ ...HTML, target })).body
    assert.ok(worst.length < 12 * 1024, `${code}: ${worst.length}`)
  }
})

test('a fault without a detail has no row for it', () => {
  assert.doesNotMatch(faultPage('DRAINING', '', aboutOf(HTML)).body, /<dt>Detail/)
})
