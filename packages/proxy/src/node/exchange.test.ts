import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { requestHead } from '../testing/heads.ts'
import { Exchange } from './exchange.ts'

test('an exchange begins with receiving', () => {
  assert.equal(new Exchange('1', '127.0.0.1', 0, 0).phase, 'receive')
})

test('every phase has its own time, in nanoseconds, and only those that were entered', () => {
  const exchange = new Exchange('1', '127.0.0.1', 1_000, 10)
  exchange.enter('authenticate', 11)
  exchange.enter('route', 13.5)
  const { phases } = exchange.entry('relayed', 200, 14)
  assert.deepEqual(phases, { receive: 1e6, authenticate: 2.5e6, route: 0.5e6 })
})

test('a phase that is entered again goes on counting', () => {
  const exchange = new Exchange('1', '127.0.0.1', 0, 0)
  exchange.enter('connect', 1)
  exchange.enter('forward', 2)
  exchange.enter('connect', 4)
  exchange.enter('forward', 8)
  assert.deepEqual(exchange.entry('relayed', 200, 16).phases, {
    receive: 1e6,
    connect: 5e6,
    forward: 10e6,
  })
})

test('without a head there is nothing to say of the request', () => {
  const exchange = new Exchange('7', '192.0.2.1', 5, 0)
  exchange.fault = new Fault('HEAD_TIMEOUT', 'the head did not arrive in time')
  const entry = exchange.entry('refused', 408, 0)
  assert.deepEqual([entry.method, entry.target, entry.version], ['', '', ''])
  assert.deepEqual([entry.exchange, entry.client, entry.time], ['7', '192.0.2.1', 5])
  assert.deepEqual([entry.fault, entry.detail], ['HEAD_TIMEOUT', 'the head did not arrive in time'])
})

test('what is written down has no secret and no control character', () => {
  const exchange = new Exchange('1', '127.0.0.1', 0, 0)
  exchange.head = requestHead(
    'GET http://o.example/a?token=hidden HTTP/1.0',
    'User-Agent: curl/8',
    'Referer: http://u:secret@o.example/?key=hidden',
    'Proxy-Authorization: Basic c2VjcmV0',
  )
  exchange.user = 'ali\u001bce'
  const entry = exchange.entry('relayed', 200, 0)
  assert.deepEqual([entry.method, entry.version, entry.userAgent], ['GET', 'HTTP/1.0', 'curl/8'])
  const text = JSON.stringify(entry)
  assert.doesNotMatch(text, /hidden|secret|c2VjcmV0/)
  // JSON would show the control character as an escape.
  assert.doesNotMatch(text, /\\u001b/)
})
