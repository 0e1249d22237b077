import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { SEARCH_SCRIPT, SEARCH_SCRIPT_HASH } from './search-script.ts'

test('the policy names the hash of the script that is sent', () => {
  const hash = createHash('sha256').update(SEARCH_SCRIPT).digest('base64')
  assert.equal(SEARCH_SCRIPT_HASH, `sha256-${hash}`)
})

test('the script cannot end the element that holds it', () => {
  assert.doesNotMatch(SEARCH_SCRIPT, /<\/script|<!--/i)
})

test('it is a program', () => {
  assert.doesNotThrow(() => new Function(SEARCH_SCRIPT))
})
