import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadTexts } from './load-texts.ts'
import { type Resolved, resolve } from './resolve.ts'
import { unregisteredReport } from './unregistered-report.ts'

type Unregistered = Extract<Resolved, { readonly kind: 'unregistered' }>

test('an unknown number is explained by its class, in both languages', async () => {
  const resolved = resolve('477', [['server', 'nginx']]) as Unregistered
  const view = { columns: 80, colour: false }
  const english = unregisteredReport(resolved, await loadTexts('en'), view).join('\n')
  assert.match(english, /^477 \(client error\)\nNobody is known to send this number\./)
  assert.match(english, /treated like 400\s+Bad Request/)
  assert.match(english, /Marks in the response: nginx/)
  const russian = unregisteredReport(resolved, await loadTexts('ru'), view).join('\n')
  assert.match(russian, /^477 \(ошибка клиента\)\n/)
})
