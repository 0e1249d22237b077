import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { configJsonSchema, keysAt } from './json-schema.ts'

test('the committed schema is that of the sources: npx hopwise config schema > docs/hopwise.schema.json', () => {
  const committed = readFileSync(
    new URL('../../../../docs/hopwise.schema.json', import.meta.url),
    'utf8',
  )
  assert.deepEqual(JSON.parse(committed), JSON.parse(JSON.stringify(configJsonSchema())))
})

test('keys are found through lists, names and kinds', () => {
  assert.ok(keysAt([], {}).includes('listeners'))
  assert.ok(keysAt(['listeners', 0, 'tls'], { listeners: [{ tls: {} }] }).includes('certificate'))
  const stores = { stores: { a: { kind: 'http' }, b: { kind: 'users' } } }
  assert.ok(keysAt(['stores', 'a'], stores).includes('url'))
  assert.deepEqual(keysAt(['stores', 'b'], stores), ['kind'])
  assert.deepEqual(keysAt(['no', 'such'], {}), [])
})

test('every key of ours is described, for whoever writes in an editor', () => {
  const { properties = {} } = configJsonSchema()
  for (const [name, { description }] of Object.entries(properties)) assert.ok(description, name)
})
