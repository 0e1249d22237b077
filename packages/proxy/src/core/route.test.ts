import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forwardRequest, request } from '../testing/heads.ts'
import type { Routing } from './parents/routing.ts'
import type { ForwardRequest, TunnelRequest } from './receive.ts'
import { chooseRoute as choose, type Route } from './route.ts'

test('a request goes to the host and port of its target', () => {
  assert.deepEqual(chooseRoute(forwardRequest('GET http://O.example:81/ HTTP/1.1'), 'us'), {
    kind: 'direct',
    host: 'o.example',
    port: 81,
  })
})

test('the virtual origin is the proxy itself, on port 80 and not in a tunnel', () => {
  assert.equal(
    chooseRoute(forwardRequest('GET http://HOPWISE.internal/ HTTP/1.1'), 'us').kind,
    'own',
  )
  assert.equal(
    chooseRoute(forwardRequest('GET http://hopwise.internal:81/ HTTP/1.1'), 'us').kind,
    'direct',
  )
  const tunnel = request('CONNECT hopwise.internal:80 HTTP/1.1') as TunnelRequest
  assert.equal(chooseRoute(tunnel, 'us').kind, 'direct')
})

test('our own pseudonym in Via is a loop; a name that contains it is not', () => {
  const via = (value: string) => forwardRequest('GET http://o/ HTTP/1.1', `Via: ${value}`)
  assert.equal(chooseRoute(via('1.0 a, 1.1 us (hop)'), 'us').kind, 'loop')
  assert.equal(chooseRoute(via('1.1 us2, 1.1 us:80'), 'us').kind, 'direct')
})

test('a routing decides for everything but ourselves, and CDN-Loop is a loop where it sends on', () => {
  const chain = { tiers: [], orDirect: false }
  const script = { name: 's', ask: () => assert.fail('not by this') }
  const scripted = { script, parentAt: () => undefined, orDirect: false }
  const asked: unknown[] = []
  const routing: Routing = {
    choose(destination, identity) {
      asked.push([destination.host, identity.user])
      if (destination.host === 'near') return 'direct'
      return destination.host === 'somewhere' ? scripted : chain
    },
  }
  const route = (...lines: readonly string[]) =>
    choose(forwardRequest(...lines), 'us', routing, { user: 'alice' }).kind
  assert.equal(route('GET http://far/ HTTP/1.1'), 'parent')
  assert.equal(route('GET http://near/ HTTP/1.1'), 'direct')
  assert.equal(route('GET http://somewhere/ HTTP/1.1'), 'script')
  assert.equal(route('GET http://somewhere/ HTTP/1.1', 'CDN-Loop: us'), 'loop')
  assert.equal(route('GET http://hopwise.internal/ HTTP/1.1'), 'own')
  assert.equal(route('GET http://far/ HTTP/1.1', 'CDN-Loop: a; v=1, us;x'), 'loop')
  assert.equal(route('GET http://near/ HTTP/1.1', 'CDN-Loop: us'), 'direct')
  assert.deepEqual(asked[0], ['far', 'alice'])
})

function chooseRoute(request: ForwardRequest | TunnelRequest, pseudonym: string): Route {
  return choose(request, pseudonym, undefined, { user: 'alice' })
}
