import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultCode, LANGUAGES } from '@hopwise/journal'
import { faultReport, languageOfFaults } from './fault-report.ts'

const VIEW = { columns: 60, colour: false }

test('a fault of ours says what happened, who acts and what to do', () => {
  const text = faultReport('CREDENTIALS_MISSING', 'en', VIEW).join('\n')
  assert.match(text, /^CREDENTIALS_MISSING: Sign in to this proxy\n/)
  assert.match(text, /\nStatus +407 Proxy Authentication Required\n/)
  assert.match(text, /\nWhat to do\n {2}\S/)
  assert.match(text, /errors\/CREDENTIALS_MISSING/)
  assert.match(text, /hopwise explain 407$/)
})

test('every fault has a report', () => {
  for (const fault of Object.keys(FAULTS) as FaultCode[]) {
    assert.match(faultReport(fault, 'en', VIEW).join('\n'), new RegExp(`^${fault}: \\S`))
  }
})

test('a language that the faults are not written in is said to be missing', () => {
  const text = faultReport('CONNECT_REFUSED', 'ru', VIEW).join('\n')
  assert.match(text, /Что делать/)
  assert.equal(/по-английски/.test(text), !(LANGUAGES as readonly string[]).includes('ru'))
  assert.equal(languageOfFaults('en'), 'en')
})
