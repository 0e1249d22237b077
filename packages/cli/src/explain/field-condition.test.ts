import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENTRIES } from '@hopwise/status/all'
import { fieldCondition } from './field-condition.ts'

test('every condition in the data has Russian words', () => {
  const conditions = new Set(
    ENTRIES.flatMap(({ row }) => row.fields.flatMap(({ when }) => when ?? [])),
  )
  const missing = [...conditions].filter((one) => !/[а-я]/.test(fieldCondition(one, 'ru')))
  assert.deepEqual(missing, [])
  assert.ok(conditions.size > 10)
})

test('English is what the data say', () => {
  assert.equal(fieldCondition('error parameter', 'en'), 'error parameter')
})
