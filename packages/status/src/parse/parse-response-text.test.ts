import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identify } from '../identify/identify.ts'
import { parseResponseText } from './parse-response-text.ts'

const parsed = (text: string) => {
  const { form, evidence, problems } = parseResponseText(text)
  return [form, evidence.code, ...problems]
}
const best = (text: string) => identify(parseResponseText(text).evidence).candidates[0]?.entry.id

const FORMS: readonly (readonly [string, readonly unknown[], string | undefined])[] = [
  ['', ['empty', undefined], undefined],
  [' \n ', ['empty', undefined], undefined],
  ['407', ['code', 407], 'iana/407'],
  ['404.13', ['code', '404.13'], 'iis-substatus/404.13'],
  ['407 Proxy Authentication Required', ['status-line', 407], 'iana/407'],
  ['HTTP 407', ['status-line', 407], 'iana/407'],
  ['Error 530: Site is frozen', ['status-line', 530], 'pantheon/530'],
  ['HTTP/1.1 407 Proxy Authentication Required', ['response', 407], 'iana/407'],
  ['HTTP/2 530\nserver: cloudflare\n\nerror code: 1033', ['response', 530], 'cloudflare-1xxx/1033'],
  [
    '< HTTP/1.1 503 Service Unavailable\n< Server: squid/5.7\n< X-Squid-Error: ERR_DNS_FAIL 0\n<',
    ['response', 503],
    'squid-error/ERR_DNS_FAIL',
  ],
  ['server: cloudflare\ncf-ray: 8f\n:status: 530', ['fields', 530], 'cloudflare/530'],
  [
    'Status Code: 407 Proxy Authentication Required\nServer: squid/5.7',
    ['fields', 407],
    'iana/407',
  ],
  ['X-Squid-Error: ERR_DNS_FAIL 0', ['fields', undefined, 'no-code'], 'squid-error/ERR_DNS_FAIL'],
  [
    '1700000000.123 5 10.0.0.1 TCP_DENIED/407 400 GET http://a/ - HIER_NONE/- text/html',
    ['log-line', 407],
    'squid-log/TCP_DENIED',
  ],
  [
    'net::ERR_TUNNEL_CONNECTION_FAILED',
    ['client-message', undefined, 'no-code'],
    'chromium-net-errors/ERR_TUNNEL_CONNECTION_FAILED',
  ],
  [
    'GET https://a.example/ net::ERR_PROXY_CONNECTION_FAILED',
    ['client-message', undefined, 'no-code'],
    'chromium-net-errors/ERR_PROXY_CONNECTION_FAILED',
  ],
  ['curl: (56) CONNECT tunnel failed, response 407', ['client-message', 407], 'curl-exit-codes/56'],
  [
    'Failed: the server responded with a status of 502 (Bad Gateway)',
    ['client-message', 502],
    'iana/502',
  ],
  ['Get "https://a.example": Proxy Authentication Required', ['status-line', 407], 'iana/407'],
  [
    '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>',
    ['body', 502],
    'iana/502',
  ],
  [
    '<html><body id=ERR_CACHE_ACCESS_DENIED>…',
    ['body', undefined, 'no-code'],
    'squid-error/ERR_CACHE_ACCESS_DENIED',
  ],
  [
    '<h3>HTTP Error 500.19 - Internal Server Error</h3>',
    ['body', '500.19'],
    'iis-substatus/500.19',
  ],
  ['error code: 1020', ['unknown', undefined, 'no-code'], 'cloudflare-1xxx/1020'],
  [
    '{"error":{"code":498,"message":"Invalid Token"}}',
    ['unknown', undefined, 'no-code'],
    'esri/498',
  ],
  ['hello world', ['unknown', undefined, 'no-code'], undefined],
]

for (const [text, form, id] of FORMS) {
  test(`${form.join(' ')}: ${JSON.stringify(text.slice(0, 50))}`, () => {
    assert.deepEqual(parsed(text), form)
    assert.equal(best(text), id)
  })
}

test('of several responses the last error is meant, and it is said when all went well after it', () => {
  const challenge = 'HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic\n\n'
  assert.deepEqual(parsed(`${challenge}HTTP/1.1 200 OK\n\nx`), ['response', 407, 'later-success'])
  assert.deepEqual(parsed(`${challenge}HTTP/1.1 502 Bad Gateway\n\nx`), ['response', 502])
  assert.deepEqual(parsed('HTTP/1.1 301 Moved\n\nHTTP/1.1 200 OK\n\n'), ['response', 200])
  assert.equal(parseResponseText(`${challenge}HTTP/1.1 200 OK`).responses.length, 2)
})

test('of several log lines the first error is meant', () => {
  const line = (code: number) =>
    `1.2.3.4 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" ${code} 0`
  assert.deepEqual(parsed([200, 499, 502].map(line).join('\n')), ['log-line', 499])
  assert.deepEqual(parsed([200, 304].map(line).join('\n')), ['log-line', 200])
})

test('curl -v gives the response and curl’s own error together', () => {
  const { evidence } = parseResponseText(
    '< HTTP/1.1 407 x\n< Proxy-Authenticate: Basic realm="p"\n<\ncurl: (56) CONNECT tunnel failed, response 407',
  )
  const ids = identify(evidence).candidates.map(({ entry }) => entry.id)
  assert.deepEqual(ids, ['curl-exit-codes/56', 'iana/407'])
})

test('no text throws or takes long', () => {
  const pieces = [
    'HTTP/1.1 ',
    '407',
    '\r\n',
    ':',
    '<',
    '"',
    ' ',
    'a',
    '[',
    '\\',
    '/',
    '- ',
    '\0',
    '€',
  ]
  let text = ''
  for (let index = 0; index < 3_000; index++) {
    text += pieces[(index * 7 + Math.floor(index / 5)) % pieces.length]!
    if (index % 100 === 0) identify(parseResponseText(text).evidence)
  }
  const began = performance.now()
  for (const piece of pieces) identify(parseResponseText(piece.repeat(300_000)).evidence)
  assert.ok(performance.now() - began < 5_000)
  assert.ok(parseResponseText('a'.repeat(300_000)).problems.includes('too-long'))
})
