import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALL_SOURCES } from '@hopwise/status/all'
import { staticScene } from './scene.ts'
import { sourcePage } from './source-page.ts'

const page = (name: string): string =>
  sourcePage(ALL_SOURCES.find(({ source }) => source === name)!, staticScene('en')).body

test('sub-codes are told in full on the page of their source', () => {
  assert.match(page('iis-substatus'), /<section class="meaning" id="403\.14">/)
})

test('flags and names have a line each', () => {
  assert.match(page('squid-log'), /<div id="TCP_DENIED"><dt>/)
})

test('what has a page of its own is linked', () => {
  assert.match(page('nginx'), /<b>499<\/b> <a href="499\.html#nginx">/)
})
