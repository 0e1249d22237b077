import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forwardRequest, request } from '../testing/heads.ts'
import type { TunnelRequest } from './receive.ts'
import { chooseRoute } from './route.ts'

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
