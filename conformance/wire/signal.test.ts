import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Signal } from './signal.ts'

test('what is true already is not waited for', async () => {
  assert.equal(await new Signal().until('seven', () => 7), 7)
})

test('a change is noticed when it is announced', async () => {
  const signal = new Signal()
  let value: string | undefined
  const found = signal.until('a value', () => value)
  signal.changed()
  value = 'here'
  signal.changed()
  assert.equal(await found, 'here')
})

test('after the limit the error says what was waited for and what there was instead', async () => {
  const waiting = new Signal().until(
    'rain',
    () => undefined,
    () => 'Only sun.',
    5,
  )
  await assert.rejects(waiting, /waited 5 ms for rain\. Only sun\./)
})

test('what the look throws ends the wait', async () => {
  const signal = new Signal()
  const waiting = signal.until('never', () => {
    throw new Error('it cannot become true')
  })
  await assert.rejects(waiting, /it cannot become true/)
})
