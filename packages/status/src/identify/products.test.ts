import assert from 'node:assert/strict'
import { test } from 'node:test'
import { observe, type ResponseEvidence } from './observation.ts'
import { PRODUCTS, seenProducts } from './products.ts'

const names = (evidence: ResponseEvidence) =>
  seenProducts(observe(evidence)).map(({ product }) => product.product)

test('each product is known by what it really sends', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['nginx', { Server: 'nginx/1.22.1' }],
    ['nginx', { Server: 'openresty/1.25.3.1' }],
    ['apache', { Server: 'Apache/2.4.71 (Debian)' }],
    ['iis', { Server: 'Microsoft-IIS/10.0' }],
    ['squid', { Via: '1.1 proxy.example (squid/5.7)' }],
    ['caddy', { Via: '1.1 Caddy' }],
    ['cloudflare', { 'CF-RAY': '8f00-FRA' }],
    ['amazon-cloudfront', { Via: '1.1 abc.cloudfront.net (CloudFront)' }],
    ['aws-elb', { Server: 'awselb/2.0' }],
    ['amazon-web-services', { 'x-amzn-RequestId': '1' }],
    ['akamai', { Server: 'AkamaiGHost' }],
    ['fastly', { 'X-Served-By': 'cache-fra-1' }],
    ['varnish', { 'X-Varnish': '1 2' }],
    ['google-cloud-load-balancing', { Via: '1.1 google' }],
    ['azure-front-door', { 'x-azure-ref': '0' }],
    ['vercel', { 'x-vercel-id': 'fra1::x' }],
    ['heroku', { Via: '1.1 vegur' }],
    ['pantheon', { 'X-Pantheon-Styx-Hostname': 'styx1' }],
    ['envoy', { Server: 'istio-envoy' }],
    ['hopwise', { 'Proxy-Status': 'hopwise; error=dns_error' }],
    ['tencent-edgeone', { 'EO-LOG-UUID': '1' }],
  ]
  for (const [product, headers] of cases) {
    assert.ok(names({ headers }).includes(product), `${product}: ${names({ headers })}`)
  }
})

test('HAProxy is known by its pages alone: it adds no field', () => {
  const body =
    '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>'
  assert.deepEqual(names({ body }), ['haproxy'])
})

test('a response without marks has no products, and everybody on the way is named', () => {
  assert.deepEqual(names({ headers: { 'content-type': 'text/html' } }), [])
  assert.deepEqual(names({ headers: { Server: 'cloudflare', 'X-Pantheon-Styx-Hostname': 'x' } }), [
    'cloudflare',
    'pantheon',
  ])
})

test('a product that is said to be there is believed, by key or by name', () => {
  for (const product of ['nginx', 'NGINX', 'Amazon CloudFront']) {
    const [found] = seenProducts(observe({ context: { product } }))
    assert.equal(found?.evidence[0]?.kind, 'said-product', product)
  }
  assert.deepEqual(names({ context: { product: 'nobody' } }), [])
})

test('a name is not taken for another that begins the same', () => {
  assert.deepEqual(names({ headers: { Server: 'nginx-clone' } }), [])
  assert.deepEqual(names({ headers: { Server: 'ApacheCon' } }), [])
})

test('every product without a signature is known only by being named', () => {
  const bare = PRODUCTS.filter(({ signature }) => signature.length === 0)
  assert.deepEqual(
    bare.map(({ product }) => product),
    ['traefik'],
  )
})
