import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuseOptions } from './refuse-options.ts'

const REFUSALS = { factory: 'give connections', port: 'it stands in uri' }

test('an option that cannot be followed is named, with what to write instead', () => {
  assert.throws(() => refuseOptions('ProxyAgent', { uri: 'x', port: 0 }, REFUSALS), {
    name: 'TypeError',
    message: 'The option port of ProxyAgent cannot be followed here: it stands in uri',
  })
})

test('other options, and those that say nothing, pass', () => {
  refuseOptions('ProxyAgent', { uri: 'x', factory: undefined, port: null }, REFUSALS)
})
