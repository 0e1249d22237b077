import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectFor, requestFor } from './route.ts'

const PORTS = { proxyPort: 1, originPort: 80 }

test('a forward proxy is asked in absolute form with credentials of its own', () => {
  assert.equal(
    requestFor({ ...PORTS, role: 'forward' }, '/1k'),
    'GET http://127.0.0.1:80/1k HTTP/1.1\r\nHost: 127.0.0.1:80\r\n' +
      'Proxy-Authorization: Basic YmVuY2g6YmVuY2g=\r\n\r\n',
  )
})

test('a reverse proxy is asked in origin form with credentials for the origin', () => {
  assert.equal(
    requestFor({ ...PORTS, role: 'reverse' }, '/1k'),
    'GET /1k HTTP/1.1\r\nHost: 127.0.0.1:80\r\nAuthorization: Basic YmVuY2g6YmVuY2g=\r\n\r\n',
  )
})

test('a relay is asked in absolute form and given no credentials', () => {
  assert.equal(
    requestFor({ ...PORTS, role: 'relay' }, '/1k'),
    'GET http://127.0.0.1:80/1k HTTP/1.1\r\nHost: 127.0.0.1:80\r\n' +
      'Proxy-Connection: keep-alive\r\n\r\n',
  )
})

test('a tunnel is asked for by authority', () => {
  assert.match(connectFor({ ...PORTS, role: 'forward' }), /^CONNECT 127\.0\.0\.1:80 HTTP\/1\.1\r\n/)
})
