import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultCode } from '@hopwise/journal'
import { faultReport } from './fault-report.ts'
import { SPOKEN } from './language.ts'

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
    for (const language of SPOKEN) {
      assert.match(faultReport(fault, language, VIEW).join('\n'), new RegExp(`^${fault}: \\S`))
    }
  }
})

test('a fault is told in Russian to who reads Russian', () => {
  const text = faultReport('CONNECT_REFUSED', 'ru', VIEW).join('\n')
  assert.match(text, /^CONNECT_REFUSED: Сервер отклонил соединение\n/)
  assert.match(text, /\nЧто делать\n {2}Проверьте порт/)
  assert.match(text, /\nКод состояния +502 Bad Gateway\n/)
})
