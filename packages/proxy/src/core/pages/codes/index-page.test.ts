import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALL_SOURCES } from '@hopwise/status/all'
import { indexPage } from './index-page.ts'
import { numbersWithPages } from './numbers.ts'
import { staticScene } from './scene.ts'

const { body } = indexPage(staticScene('en'))

test('every number and every source is linked without a script', () => {
  const links = new Set(
    [...body.matchAll(/<li><b>\d+<\/b> <a href="([^"]+)"/g)].map(([, to]) => to),
  )
  for (const code of numbersWithPages()) {
    assert.ok(links.has(`${String(code).padStart(3, '0')}.html`), String(code))
  }
  for (const { source } of ALL_SOURCES) assert.ok(links.has(`${source}.html`), source)
})

test('whoever else uses a number is named beside it', () => {
  assert.match(body, />Client Closed Request<\/a> <span class="whose">nginx, Cloudflare \+\d+</)
})
