import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forwardRequest, request } from '../../testing/heads.ts'
import type { TunnelRequest } from '../receive.ts'
import { connectHead, parentHead } from './parent-head.ts'

const LINE = 'Proxy-Authorization: Basic eA==\r\n'

test('a request is in absolute-form as it came, with credentials for the parent only', () => {
  const head = parentHead(
    forwardRequest(
      'GET http://O.example:80/a/../b HTTP/1.1',
      'Proxy-Authorization: Basic mine',
      'Accept: */*',
      'CDN-Loop: other',
    ),
    'us',
    LINE,
  )
  assert.equal(
    head,
    `GET http://O.example:80/a/../b HTTP/1.1\r\nAccept: */*\r\nCDN-Loop: other\r\nHost: O.example:80\r\nVia: 1.1 us\r\nCDN-Loop: us\r\n${LINE}\r\n`,
  )
})

test('OPTIONS of a whole server stays absolute: only the last proxy makes an asterisk of it', () => {
  const head = parentHead(forwardRequest('OPTIONS http://o.example HTTP/1.1'), 'us', '')
  assert.match(head, /^OPTIONS http:\/\/o\.example HTTP\/1\.1\r\n/)
})

test('CONNECT says who has passed it on, and little else of the client', () => {
  const tunnel = request(
    'CONNECT [2001:db8::1]:443 HTTP/1.0',
    'User-Agent: curl/8',
    'Via: 1.1 before',
    'Cookie: secret',
    'Proxy-Authorization: Basic mine',
  ) as TunnelRequest
  assert.equal(
    connectHead(tunnel, 'us', LINE),
    `CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\nUser-Agent: curl/8\r\nVia: 1.1 before\r\nVia: 1.0 us\r\nCDN-Loop: us\r\n${LINE}\r\n`,
  )
})
