import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLogLine } from './log-line.ts'

const LINES: readonly (readonly [string, ReturnType<typeof readLogLine>])[] = [
  [
    '1700000000.123      5 10.0.0.1 TCP_DENIED/407 4000 CONNECT example.com:443 - HIER_NONE/- text/html',
    { product: 'squid', code: 407, tokens: ['TCP_DENIED'] },
  ],
  [
    '1700000000.123      5 10.0.0.1 TCP_MISS/407 400 GET http://a.example/ alice HIER_DIRECT/192.0.2.1 text/html',
    { product: 'squid', code: 407, tokens: ['TCP_MISS'] },
  ],
  [
    'Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2026:12:14:14.655] in st/srv1 10/0/-1/-1/109 503 2750 - - sC-- 1/1/1/1/0 0/0 "GET / HTTP/1.1"',
    { product: 'haproxy', code: 503, tokens: ['sC--'] },
  ],
  [
    '2026-01-01T00:00:00.0+00:00 heroku[router]: at=error code=H12 desc="Request timeout" method=GET path="/" service=30000ms status=503 bytes=0',
    { product: 'heroku', code: 503, tokens: ['H12'] },
  ],
  [
    'https 2026-01-01T00:00:00.186641Z app/my-lb/50dc6c 192.0.2.1:2817 10.0.0.1:80 0.086 -1 -1 460 - 0 57 "GET https://a/ HTTP/1.1" "curl"',
    { product: 'aws-elb', code: 460, tokens: [] },
  ],
  [
    '2026-01-01 00:00:00 10.0.0.1 GET /x - 80 - 192.0.2.1 curl/8 - 404 13 0 15',
    { product: 'iis', code: '404.13', tokens: [] },
  ],
  [
    '2026-01-01 00:00:00 10.0.0.1 GET /x - 80 - 192.0.2.1 curl/8 - 200 0 0 15',
    { product: 'iis', code: 200, tokens: [] },
  ],
  [
    '[2026-01-01T00:00:00.000Z] "GET / HTTP/2" 503 UF,URX 0 91 3 - "-" "curl"',
    { product: 'envoy', code: 503, tokens: ['UF', 'URX'] },
  ],
  [
    '[2026-01-01T00:00:00.000Z] "GET / HTTP/2" 200 - 0 91 3 - "-" "curl"',
    { product: 'envoy', code: 200, tokens: [] },
  ],
  [
    'app.example - [2026-01-01T00:00:00.0Z] "GET / HTTP/1.1" 502 0 67 "-" "curl" x_cf_routererror:"endpoint_failure"',
    { product: 'cloud-foundry-gorouter', code: 502, tokens: [] },
  ],
  [
    '{"ClientIP":"192.0.2.1","EdgeResponseStatus":499}',
    { product: 'cloudflare', code: 499, tokens: [] },
  ],
  ['{"DownstreamStatus":499,"Duration":1}', { product: 'traefik', code: 499, tokens: [] }],
  [
    '{"level":"info","logger":"http.log.access","msg":"handled request","status":499}',
    { product: 'caddy', code: 499, tokens: [] },
  ],
  [
    '{"jsonPayload":{"statusDetails":"failed_to_pick_backend"}}',
    { product: 'google-cloud-load-balancing', code: undefined, tokens: ['failed_to_pick_backend'] },
  ],
  [
    '192.0.2.1 - alice [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 499 0 "-" "curl/8"',
    { product: undefined, code: 499, tokens: [] },
  ],
  [
    '192.0.2.1 - - [01/Jan/2026:00:00:00 +0000] "GET /a\\"b HTTP/1.1" 404 -',
    { product: undefined, code: 404, tokens: [] },
  ],
]

for (const [line, expected] of LINES) {
  test(`read: ${line.slice(0, 60)}`, () => assert.deepEqual(readLogLine(line), expected))
}

test('what is no line of a log is left alone', () => {
  for (const text of [
    '',
    'HTTP/1.1 407 Proxy Authentication Required',
    'curl: (56) CONNECT tunnel failed, response 407',
    '407',
    'On 2026-01-01 we had 404 13 0 times',
  ]) {
    assert.equal(readLogLine(text), undefined, text)
  }
})

test('a long line that almost fits costs little time', () => {
  const began = performance.now()
  for (const line of [
    `1 - [${'a'.repeat(30)}] "${'\\"'.repeat(50_000)}`,
    `2026-01-01 00:00:00 ${'a '.repeat(50_000)}`,
    `at=error code=H12 ${'status='.repeat(30_000)}`,
    `${'1/'.repeat(50_000)} 503`,
  ]) {
    readLogLine(line)
  }
  assert.ok(performance.now() - began < 1_000)
})
