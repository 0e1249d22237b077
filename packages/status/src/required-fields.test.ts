import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requiredFields } from './required-fields.ts'

test('the fields RFC 9110 demands without condition are listed', () => {
  const unconditional: [number, string][] = []
  for (let code = 100; code <= 999; code++) {
    for (const rule of requiredFields(code)) {
      if (rule.when === undefined) unconditional.push([code, rule.name])
    }
  }
  assert.deepEqual(unconditional, [
    [101, 'Upgrade'],
    [401, 'WWW-Authenticate'],
    [405, 'Allow'],
    [407, 'Proxy-Authenticate'],
    [426, 'Upgrade'],
  ])
})

test('a conditional field says its condition', () => {
  const rules = requiredFields(206)
  assert.equal(rules[0]?.name, 'Content-Range')
  assert.ok(rules.every((rule) => rule.when !== undefined))
})

test('what is only advised is not required', () => {
  assert.deepEqual(requiredFields(301), [])
  assert.deepEqual(requiredFields(503), [])
})
