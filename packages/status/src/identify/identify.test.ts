import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identify } from './identify.ts'
import type { ResponseEvidence } from './observation.ts'

const ranked = (evidence: ResponseEvidence) =>
  identify(evidence).candidates.map(({ entry, certainty }) => `${entry.id} ${certainty}`)
const best = (evidence: ResponseEvidence) => ranked(evidence)[0]

test('a registered number without rivals is what the registry says', () => {
  const found = identify({ code: 407 })
  assert.equal(found.verdict, 'settled')
  assert.equal(found.class, 'client-error')
  assert.deepEqual(ranked({ code: 407 }), ['iana/407 certain'])
})

// The numbers that more than one party uses, each with what tells them apart.
const SETTLED: readonly (readonly [string, ResponseEvidence])[] = [
  ['cloudflare/530 likely', { code: 530, headers: { server: 'cloudflare' } }],
  ['cloudflare/530 likely', { code: 530, headers: { server: 'cloudflare', 'cf-ray': 'x' } }],
  ['cloudflare-1xxx/1033 certain', { code: 530, body: 'error code: 1033' }],
  ['pantheon/530 likely', { code: 530, headers: { 'x-pantheon-styx-hostname': 'x' } }],
  ['pantheon/530 likely', { code: 530, reason: 'Site is frozen' }],
  ['shopify/530 likely', { code: 530, headers: { 'x-shopid': '1' } }],
  ['esri/499 certain', { code: 499, body: '{"error":{"code":499,"message":"Token Required"}}' }],
  ['esri/499 certain', { code: 200, body: '{"error": {"code": 499}}' }],
  ['nginx/499 likely', { code: 499, context: { seenIn: 'log', product: 'nginx' } }],
  ['cloudflare/499 likely', { code: 499, context: { seenIn: 'log', product: 'cloudflare' } }],
  ['google-apis/499 certain', { code: 499, body: '{"error":{"status":"CANCELLED"}}' }],
  ['twitter/420 likely', { code: 420, reason: 'Enhance Your Calm' }],
  ['spring/420 likely', { code: 420, reason: 'Method Failure' }],
  ['shopify/430 possible', { code: 430 }],
  ['shopify/430 likely', { code: 430, headers: { 'x-shopify-stage': 'production' } }],
  ['exchange-owa/440 likely', { code: 440, headers: { 'x-owa-version': '15' } }],
  ['exchange-activesync/449 certain', { code: 449, headers: { 'ms-echo-request': 'x' } }],
  ['microsoft/450 likely', { code: 450, body: 'blocked by Windows Parental Controls' }],
  ['exchange-activesync/451 certain', { code: 451, headers: { 'X-MS-Location': 'https://x' } }],
  ['iana/451 certain', { code: 451, headers: { Link: '<https://x>; rel="blocked-by"' } }],
  ['iana/451 likely', { code: 451 }],
  ['cpanel-bw-limited/509 likely', { code: 509, body: '<h1>Bandwidth Limit Exceeded</h1>' }],
  ['cpanel-lve/508 likely', { code: 508, body: 'Resource Limit Is Reached' }],
  ['iana/508 likely', { code: 508 }],
  ['cloudflare/522 likely', { code: 522, headers: { server: 'cloudflare' } }],
  ['cloudflare/522 certain', { code: 522, body: 'error code: 522' }],
  ['tencent-edgeone/522 likely', { code: 522, headers: { 'EO-LOG-UUID': '1' } }],
  ['cloud-foundry-gorouter/525 likely', { code: 525, headers: { 'x-cf-routererror': 'x' } }],
  ['cloudflare/525 likely', { code: 525, headers: { 'cf-ray': '1' } }],
  ['anthropic-api/529 certain', { code: 529, body: '{"error":{"type":"overloaded_error"}}' }],
  ['qualys/529 likely', { code: 529, headers: { 'x-max-assessments': '25' } }],
  ['aws-elb/561 likely', { code: 561, headers: { server: 'awselb/2.0' } }],
  ['google-apis/308 likely', { code: 308, headers: { 'x-guploader-uploadid': 'x' } }],
  ['iana/308 likely', { code: 308, headers: { location: '/there' } }],
  ['laravel/419 likely', { code: 419, headers: { 'set-cookie': 'laravel_session=x' } }],
  ['iis-substatus/403.14 certain', { code: 403, body: '<h2>HTTP Error 403.14 - Forbidden</h2>' }],
  ['iis-substatus/404.13 certain', { code: '404.13' }],
  [
    'squid-error/ERR_DNS_FAIL certain',
    { code: 503, headers: { 'X-Squid-Error': 'ERR_DNS_FAIL 0' } },
  ],
  ['squid-error/ERR_DNS_FAIL certain', { code: 503, body: '<body id=ERR_DNS_FAIL>' }],
  [
    'vercel/DEPLOYMENT_NOT_FOUND certain',
    { code: 404, headers: { 'x-vercel-error': 'DEPLOYMENT_NOT_FOUND' } },
  ],
  [
    'nginx/497 certain',
    { code: 400, body: '<title>400 The plain HTTP request was sent to HTTPS port</title>' },
  ],
  ['warn-codes/110 certain', { code: 200, headers: { Warning: '110 cache "Response is Stale"' } }],
]

for (const [expected, evidence] of SETTLED) {
  test(`${JSON.stringify(evidence)} is ${expected}`, () => assert.equal(best(evidence), expected))
}

test('a likely detail stands behind the certain meaning it explains', () => {
  const akamai = {
    code: 403,
    body: 'Reference&#32;&#35;18&#46;2d0',
    headers: { server: 'AkamaiGHost' },
  }
  assert.deepEqual(ranked(akamai), ['iana/403 certain', 'akamai-error/ERR_ACCESS_DENIED likely'])
  const envoy = { code: 503, body: 'no healthy upstream', headers: { server: 'envoy' } }
  assert.deepEqual(ranked(envoy), ['iana/503 certain', 'envoy/UH likely'])
})

test('without evidence a number of several vendors stays open: nothing is likely', () => {
  for (const code of [420, 430, 440, 449, 456, 497, 498, 499, 509, 520, 524, 529, 530, 540, 598]) {
    const found = identify({ code })
    assert.equal(found.verdict, 'open', `${code}`)
    assert.ok(
      found.candidates.every(({ certainty }) => /possible|unlikely/.test(certainty)),
      `${code}`,
    )
  }
})

test('marks of two vendors do not decide between them', () => {
  const headers = { server: 'cloudflare', 'x-pantheon-styx-hostname': 'x' }
  const found = identify({ code: 530, headers })
  assert.equal(found.verdict, 'open')
  assert.deepEqual(ranked({ code: 530, headers }).slice(0, 2), [
    'cloudflare/530 possible',
    'pantheon/530 possible',
  ])
  assert.deepEqual(
    found.products.map(({ product }) => product.product),
    ['cloudflare', 'pantheon'],
  )
})

test('two facts that settle different meanings settle nothing', () => {
  const headers = { 'x-ms-location': 'https://x', link: '<x>; rel="blocked-by"' }
  const found = identify({ code: 451, headers })
  assert.equal(found.verdict, 'likely')
  assert.equal(found.candidates.filter(({ certainty }) => certainty === 'likely').length, 2)
})

test('Proxy-Status settles which hop failed and how, whoever else was there', () => {
  const found = identify({
    code: 502,
    headers: {
      server: 'nginx',
      'proxy-status': 'r1.example; error=connection_refused; next-hop=x',
    },
  })
  const [detail, meaning] = found.candidates
  assert.equal(detail?.entry.id, 'proxy-status/connection_refused')
  assert.equal(detail?.certainty, 'certain')
  assert.equal(meaning?.entry.id, 'iana/502')
})

test('an error type in Proxy-Status is found as token or string, first or last, and no longer one', () => {
  for (const value of [
    'a; error=dns_timeout',
    'a;error="dns_timeout";rcode=1',
    'b, a; error=dns_timeout',
  ]) {
    assert.equal(
      best({ code: 504, headers: { 'proxy-status': value } }),
      'proxy-status/dns_timeout certain',
    )
  }
  assert.deepEqual(ranked({ code: 504, headers: { 'proxy-status': 'a; error=dns_timeout_x' } }), [
    'iana/504 certain',
  ])
})

test('a challenge that is missing makes a 407 doubtful, and says so', () => {
  const found = identify({ code: 407, headers: { server: 'Apache/2.4' } })
  assert.equal(found.verdict, 'likely')
  const [candidate] = found.candidates
  assert.ok(
    candidate?.evidence.some(
      ({ kind, what }) => kind === 'missing-field' && what === 'Proxy-Authenticate',
    ),
  )
})

test('a number that nobody is known to send is unknown and still has a class', () => {
  const found = identify({ code: 477 })
  assert.deepEqual(
    [found.verdict, found.class, found.candidates.length],
    ['unknown', 'client-error', 0],
  )
  assert.equal(identify({}).verdict, 'unknown')
  assert.equal(identify({ code: 888 }).class, 'invalid')
})

test('every number from 0 to 1100 has an identification, best first', () => {
  const steps = ['unlikely', 'possible', 'likely', 'certain']
  for (let code = 0; code <= 1_100; code++) {
    const order = identify({ code }).candidates.map(({ certainty }) => steps.indexOf(certainty))
    assert.deepEqual(
      order,
      order.toSorted((a, b) => b - a),
      `${code}`,
    )
  }
})

test('a hostile response costs little time and carries little away', () => {
  const body = `${'Reference '.repeat(20_000)}${'HTTP Error 40'.repeat(20_000)}${'<'.repeat(200_000)}`
  const headers = Array.from(
    { length: 2_000 },
    (_, index) => [`x-${index}`, 'a,;"'.repeat(9_999)] as const,
  )
  const began = performance.now()
  const found = identify({ code: 403, body, headers, context: { text: body } })
  assert.ok(performance.now() - began < 2_000)
  assert.ok(JSON.stringify(found.candidates.map(({ evidence }) => evidence)).length < 20_000)
})
