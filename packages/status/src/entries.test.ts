import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENTRIES, entriesNamed, entriesWithKey, entryById, meaningsOf } from './entries.ts'

const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id)

test('every row has an id of its own that leads back to it', () => {
  assert.equal(new Set(ids(ENTRIES)).size, ENTRIES.length)
  for (const entry of ENTRIES) assert.equal(entryById(entry.id), entry)
  assert.equal(entryById('nginx/200'), undefined)
})

test('every number from 100 to 999 has a list of meanings, the registry’s first', () => {
  for (let code = 100; code <= 999; code++) {
    const official = ids(meaningsOf(code)).findIndex((id) => id.startsWith('iana/'))
    assert.ok(official <= 0, `${code}`)
  }
})

test('a number that several vendors use has all their meanings', () => {
  assert.deepEqual(ids(meaningsOf(530)).toSorted(), [
    'cloudflare/530',
    'gcore-fastedge/530',
    'layer0-edgio/530',
    'pantheon/530',
    'shopify/530',
  ])
  assert.equal(meaningsOf(499).length, 11)
  assert.deepEqual(ids(meaningsOf(477)), [])
})

test('numbers written with zeros, as ranges or above 1000 are found', () => {
  assert.deepEqual(ids(meaningsOf(0)).includes('squid/000'), true)
  assert.deepEqual(ids(meaningsOf(655)), ['fastly/6xx'])
  assert.deepEqual(ids(meaningsOf(1404)), ['varnish/1000+'])
})

test('keys are found as written first: HAProxy’s SC and sC differ', () => {
  assert.deepEqual(ids(entriesWithKey('SC')).includes('haproxy-log/SC'), true)
  assert.deepEqual(ids(entriesWithKey('sC')), ['haproxy-log/sC'])
  assert.deepEqual(ids(entriesWithKey('err_cache_access_denied')), [
    'squid-error/ERR_CACHE_ACCESS_DENIED',
  ])
})

test('403.1 and 403.10 are two sub-codes', () => {
  assert.deepEqual(ids(entriesWithKey('403.1')), ['iis-substatus/403.1'])
  assert.deepEqual(ids(entriesWithKey('403.10')), ['iis-substatus/403.10'])
})

test('other spellings lead to the row', () => {
  for (const alias of ['net::ERR_TUNNEL_CONNECTION_FAILED', '-111']) {
    assert.deepEqual(ids(entriesWithKey(alias)), [
      'chromium-net-errors/ERR_TUNNEL_CONNECTION_FAILED',
    ])
  }
  assert.deepEqual(ids(entriesWithKey('NGX_HTTP_CLOSE')), ['nginx/444'])
})

test('a name leads to every row that has it', () => {
  assert.ok(entriesNamed('client closed request').length >= 5)
  assert.deepEqual(ids(entriesNamed('Enhance Your Calm')), ['twitter/420'])
  assert.deepEqual(entriesNamed('()'), [])
})
