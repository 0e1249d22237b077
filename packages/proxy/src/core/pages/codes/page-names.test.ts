import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENTRIES, entryById } from '@hopwise/status/all'
import { anchorOf, numberPage, placeOf } from './page-names.ts'

const CASES = [
  ['iana/407', '407', 'iana'],
  ['nginx/499', '499', 'nginx'],
  ['iis-substatus/403.14', 'iis-substatus', '403.14'],
  ['cloudflare-1xxx/1020', 'cloudflare-1xxx', '1020'],
  ['squid-error/ERR_DNS_FAIL', 'squid-error', 'ERR_DNS_FAIL'],
  ['fastly/6xx', 'fastly', '6xx'],
] as const

for (const [id, page, anchor] of CASES) {
  test(`${id} stands at ${page}#${anchor}`, () => {
    assert.deepEqual(placeOf(entryById(id)!), { page, anchor })
  })
}

test('no two rows stand in one place', () => {
  const places = ENTRIES.map((entry) => Object.values(placeOf(entry)).join('#'))
  const twice = places.filter((place, i) => places.indexOf(place) !== i)
  assert.deepEqual(twice, [])
})

test('an anchor needs no escaping, in an attribute or an address', () => {
  for (const entry of ENTRIES) assert.match(placeOf(entry).anchor, /^[\w.~-]+$/)
  assert.equal(anchorOf('*_HIT'), '~_HIT')
  assert.equal(anchorOf('Backend fetch failed'), 'Backend-fetch-failed')
})

test('numbers have three digits', () => assert.equal(numberPage(0), '000'))
