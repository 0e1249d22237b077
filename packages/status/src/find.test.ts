import assert from 'node:assert/strict'
import { test } from 'node:test'
import { find } from './find.ts'

const ids = (query: string) => find(query).entries.map(({ id }) => id)

test('whatever people type for one thing is found, and by what', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['407', 'code', 'iana/407'],
    [' 407 ', 'code', 'iana/407'],
    ['nginx/499', 'id', 'nginx/499'],
    ['404.13', 'key', 'iis-substatus/404.13'],
    ['1020', 'key', 'cloudflare-1xxx/1020'],
    ['ERR_TUNNEL_CONNECTION_FAILED', 'key', 'chromium-net-errors/ERR_TUNNEL_CONNECTION_FAILED'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'key', 'chromium-net-errors/ERR_PROXY_CONNECTION_FAILED'],
    ['TCP_DENIED', 'key', 'squid-log/TCP_DENIED'],
    ['H12', 'key', 'heroku/H12'],
    ['dns_timeout', 'key', 'proxy-status/dns_timeout'],
    ['StatusProxyAuthRequired', 'constant', 'iana/407'],
    ['Payload Too Large', 'name', 'iana/413'],
    ['site is frozen', 'name', 'pantheon/530'],
  ]
  for (const [query, by, id] of cases) {
    assert.equal(find(query).by, by, query)
    assert.ok(ids(query).includes(id), `${query}: ${ids(query)}`)
  }
})

test('a number means what it means as a status, then as anything else', () => {
  assert.deepEqual(ids('199'), ['warn-codes/199'])
  assert.deepEqual(ids('56'), ['curl-exit-codes/56'])
  assert.equal(find('530').entries.length, 5)
})

test('a status that nobody uses is still a status', () => {
  assert.deepEqual(find('477'), { by: 'code', code: 477, entries: [] })
})

test('nonsense is nothing, not an error', () => {
  for (const query of ['', '   ', 'hello world', '12', '99999', '407.407.407', '/', '__proto__']) {
    assert.deepEqual(find(query), { by: 'nothing', entries: [] }, query)
  }
})
