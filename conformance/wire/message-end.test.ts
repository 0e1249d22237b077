import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyLength, fieldValues, headEnd, statusOf, unchunked } from './message-end.ts'

const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'

test('a head ends after its empty line', () => {
  assert.equal(headEnd('HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody'), 25)
  assert.equal(headEnd('HTTP/1.1 200 OK\r\nA: b\r\n'), undefined)
})

test('field values are found whatever the case of the name', () => {
  assert.deepEqual(fieldValues('GET / HTTP/1.1\r\nvia: a\r\nX: 1\r\nVia: b\r\n\r\n', 'Via'), [
    'a',
    'b',
  ])
})

test('a status is read from a status line only', () => {
  assert.equal(statusOf('HTTP/1.0 407 Proxy Authentication Required\r\n'), 407)
  assert.throws(() => statusOf('ICY 200 OK'), /not a status line/)
})

test('a chunked body ends after its last chunk and trailers', () => {
  const body = '5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n'
  for (let i = 0; i < body.length; i++) {
    assert.equal(bodyLength(chunked, body.slice(0, i), false), undefined, `${i} octets`)
  }
  assert.equal(bodyLength(chunked, `${body}HTTP/1.1`, false), body.length)
  assert.equal(bodyLength(chunked, '0\r\n\r\nHTTP/1.1', false), 5)
  assert.equal(unchunked(body), 'hello')
})

test('a body with a length ends after so many octets', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n'
  assert.equal(bodyLength(head, 'ab', true), undefined)
  assert.equal(bodyLength(head, 'abcd', false), 3)
})

test('without either a response ends with the connection and a request has no body', () => {
  assert.equal(bodyLength('HTTP/1.1 200 OK\r\n\r\n', 'abc', false), undefined)
  assert.equal(bodyLength('HTTP/1.1 200 OK\r\n\r\n', 'abc', true), 3)
  assert.equal(bodyLength('GET / HTTP/1.1\r\n\r\n', 'abc', false), 0)
})
