import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finerCodes } from './finer-codes.ts'
import { staticScene } from './scene.ts'

test('what comes with a number is listed by source', () => {
  const text = finerCodes(407, staticScene('ru')).toString()
  assert.match(text, /<dt>Squid error pages<\/dt>/)
  assert.match(text, /<a href="squid-error\.html#ERR_CACHE_ACCESS_DENIED"/)
})

test('there is no list where nothing comes with it', () => {
  assert.equal(finerCodes(477, staticScene('en')).toString(), '')
})
