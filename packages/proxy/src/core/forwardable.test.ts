import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forwardRequest, requestReader } from '../testing/heads.ts'
import { ForwardableHeads, forwardableHead } from './forwardable.ts'

function forwards(lines: readonly string[], expected: readonly string[]): void {
  const text = forwardableHead(forwardRequest(...lines), 'us')
  assert.deepEqual(text.split('\r\n'), [...expected, '', ''])
}

test('the path goes on byte for byte, and Via says who passed it on', () => {
  forwards(
    [
      'GET http://O.example:80/a/%2e%2e/./b//c;p?x=%20&&y=/../ HTTP/1.1',
      'Host: evil',
      'X-Unknown: v',
    ],
    [
      'GET /a/%2e%2e/./b//c;p?x=%20&&y=/../ HTTP/1.1',
      'Host: O.example:80',
      'X-Unknown: v',
      'Via: 1.1 us',
    ],
  )
})

test('an empty path becomes a slash, also before a query', () => {
  forwards(
    ['GET http://o.example?q HTTP/1.1'],
    ['GET /?q HTTP/1.1', 'Host: o.example', 'Via: 1.1 us'],
  )
})

test('OPTIONS of a whole server becomes the asterisk', () => {
  forwards(
    ['OPTIONS http://o.example HTTP/1.1'],
    ['OPTIONS * HTTP/1.1', 'Host: o.example', 'Via: 1.1 us'],
  )
})

test('fields for this hop stay here, named by Connection or not, in any case', () => {
  forwards(
    [
      'GET http://o.example/ HTTP/1.1',
      'CONNECTION: X-A, close',
      'Connection: x-b',
      'x-a: 1',
      'X-B: 2',
      'Keep-Alive: 5',
      'Proxy-Connection: keep-alive',
      'TE: trailers',
      'Upgrade: h2c',
      'X-Keep: 3',
    ],
    ['GET / HTTP/1.1', 'X-Keep: 3', 'Host: o.example', 'Via: 1.1 us'],
  )
})

test("our credentials are used up, however they are spelt; the origin's are left alone", () => {
  forwards(
    [
      'GET http://o.example/ HTTP/1.1',
      'PROXY-authorization: Basic x',
      'proxy-authorization: y',
      'Authorization: Zork !',
    ],
    ['GET / HTTP/1.1', 'Authorization: Zork !', 'Host: o.example', 'Via: 1.1 us'],
  )
})

test('Connection cannot take away what the message means', () => {
  forwards(
    ['POST http://o.example/ HTTP/1.1', 'Content-Length: 5', 'Connection: content-length, host'],
    ['POST / HTTP/1.1', 'Content-Length: 5', 'Host: o.example', 'Via: 1.1 us'],
  )
})

test('order and case of other lines are kept, repeated ones apart', () => {
  forwards(
    [
      'GET http://o.example/ HTTP/1.1',
      'X-Dup: one',
      'host: o.example',
      'x-DUP: two',
      'Via: 1.0 a, 1.1 b',
    ],
    [
      'GET / HTTP/1.1',
      'X-Dup: one',
      'host: o.example',
      'x-DUP: two',
      'Via: 1.0 a, 1.1 b',
      'Via: 1.1 us',
    ],
  )
})

test('chunked content is announced again, once', () => {
  forwards(
    ['POST http://o.example/ HTTP/1.1', 'Transfer-Encoding: Chunked'],
    ['POST / HTTP/1.1', 'Host: o.example', 'Transfer-Encoding: chunked', 'Via: 1.1 us'],
  )
})

test('an upgrade that Connection names goes on with both fields', () => {
  forwards(
    ['GET http://o.example/ HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket'],
    [
      'GET / HTTP/1.1',
      'Host: o.example',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Via: 1.1 us',
    ],
  )
})

test('an HTTP/1.0 request goes on as 1.1, with a Host, and without its Upgrade', () => {
  const head = forwardRequest('GET http://o.example/ HTTP/1.0', 'Connection: Upgrade', 'Upgrade: x')
  const without = {
    ...head,
    head: { ...head.head, fields: head.head.fields.filter((l) => l.key !== 'host') },
  }
  assert.equal(
    forwardableHead(without, 'us'),
    'GET / HTTP/1.1\r\nHost: o.example\r\nVia: 1.0 us\r\n\r\n',
  )
})

test('what a client repeats is not made anew, and is what it would be', () => {
  const heads = new ForwardableHeads('us')
  const read = requestReader()
  const requests = [
    ['GET http://o.example/a HTTP/1.1', 'Accept: a'],
    ['GET http://o.example/b?c HTTP/1.1', 'Accept: a'],
    ['PUT http://o.example:81/b HTTP/1.1', 'Accept: a'],
    ['GET http://o.example/ HTTP/1.0', 'Accept: a'],
    ['OPTIONS http://o.example HTTP/1.1', 'Accept: a'],
    ['GET http://o.example/ HTTP/1.1', 'Accept: b'],
    ['GET http://o.example/ HTTP/1.1', 'Accept: b', 'Connection: accept'],
    ['GET http://o.example/ HTTP/1.1', 'Accept: b', 'Connection: upgrade', 'Upgrade: x'],
  ] as const
  for (const lines of [...requests, ...requests.toReversed()]) {
    assert.equal(heads.of(read(...lines)), forwardableHead(forwardRequest(...lines), 'us'))
  }
})
