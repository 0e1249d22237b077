import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENTRIES } from '@hopwise/status/all'
import { staticScene } from './scene.ts'
import { searchField } from './search-field.ts'

const text = searchField(staticScene('ru')).toString()
const data = /<script type="application\/json" id="entries">(.*)<\/script>/.exec(text)![1]!
const entries = JSON.parse(data) as readonly (readonly string[])[]

test('the script gets every row, with what it is found by', () => {
  assert.equal(entries.length, ENTRIES.length)
  const found = entries.find(([href]) => href === '407.html#iana')!
  assert.equal(found[2], 'Proxy Authentication Required')
  assert.match(found[4]!, /\bStatusProxyAuthRequired\b/)
})

test('no text of the data can end the element that holds it', () => {
  assert.doesNotMatch(data, /[<>&]/)
})

test('without a script the field is not shown', () =>
  assert.match(text, /<search id="search" hidden>/))
