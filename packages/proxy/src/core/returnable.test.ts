import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectionOptions, field, NO_FIELDS } from '@hopwise/http'
import { responseHead, responseReader } from '../testing/heads.ts'
import {
  ReturnableHeads,
  type Returning,
  returnableHead,
  returnableTrailers,
} from './returnable.ts'

const PLAIN: Returning = { framing: { kind: 'length', bytes: 1 }, close: false, added: NO_FIELDS }
const NOW = Date.UTC(2026, 10, 21)

function returns(lines: readonly string[], expected: readonly string[], returning = PLAIN): void {
  const head = responseHead(...lines)
  const text = returnableHead(head, connectionOptions(head.fields), returning, 'us', NOW)
  assert.deepEqual(text.split('\r\n'), [...expected, '', ''])
}

test('everything end-to-end comes back unchanged, an odd status and phrase too', () => {
  returns(
    [
      'HTTP/1.1 299 Sort of',
      'Date: x',
      'WWW-Authenticate: Zork  "a',
      'WWW-authenticate: b',
      'Content-Length: 1',
    ],
    [
      'HTTP/1.1 299 Sort of',
      'Date: x',
      'WWW-Authenticate: Zork  "a',
      'WWW-authenticate: b',
      'Content-Length: 1',
      'Via: 1.1 us',
    ],
  )
})

test('a missing Date is added', () => {
  returns(
    ['HTTP/1.1 200 OK'],
    ['HTTP/1.1 200 OK', 'Date: Sat, 21 Nov 2026 00:00:00 GMT', 'Via: 1.1 us'],
  )
})

test("fields for the next hop's connection do not come through", () => {
  returns(
    [
      'HTTP/1.1 200 OK',
      'Date: x',
      'Connection: X-A, keep-alive',
      'X-A: 1',
      'Keep-Alive: timeout=5',
      'Proxy-Connection: close',
    ],
    ['HTTP/1.1 200 OK', 'Date: x', 'Via: 1.1 us'],
  )
})

test('an error that was received says so; one that was not an error says nothing', () => {
  returns(
    ['HTTP/1.1 407 Origin wants', 'Date: x', 'Proxy-Authenticate: Basic realm="theirs"'],
    [
      'HTTP/1.1 407 Origin wants',
      'Date: x',
      'Proxy-Authenticate: Basic realm="theirs"',
      'Proxy-Status: us; received-status=407',
      'Via: 1.1 us',
    ],
  )
})

const ABOUT_US = [
  'Proxy-Authentication-Info: nextnonce="theirs"',
  'Proxy-Authenticate: Negotiate dGhlaXJz',
]

test('what a next hop says about credentials that we sent is not for the client', () => {
  const head = ['HTTP/1.1 200 OK', 'Date: x']
  returns([...head, ...ABOUT_US], [...head, 'Via: 1.1 us'])
})

test('where the client signs in at the next hop itself, it hears all of that', () => {
  const head = responseHead('HTTP/1.1 200 OK', 'Date: x', ...ABOUT_US)
  const heads = new ReturnableHeads('us', { knowsClient: true })
  const text = heads.format(heads.read('GET', head), PLAIN, () => NOW)
  for (const line of ABOUT_US) assert.ok(text.includes(`${line}\r\n`))
})

test('204 and 1xx have no length, and 1xx no Date', () => {
  returns(
    ['HTTP/1.1 204 No Content', 'Date: x', 'Content-Length: 0'],
    ['HTTP/1.1 204 No Content', 'Date: x', 'Via: 1.1 us'],
  )
  returns(
    ['HTTP/1.1 103 Early Hints', 'Link: </a>'],
    ['HTTP/1.1 103 Early Hints', 'Link: </a>', 'Via: 1.1 us'],
  )
})

test('101 keeps what the switch needs', () => {
  returns(
    ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'],
    [
      'HTTP/1.1 101 Switching Protocols',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Via: 1.1 us',
    ],
  )
})

test('our own framing and end are announced', () => {
  returns(
    ['HTTP/1.0 200 OK', 'Date: x'],
    [
      'HTTP/1.1 200 OK',
      'Date: x',
      'Transfer-Encoding: chunked',
      'Connection: close',
      'Via: 1.0 us',
    ],
    { framing: { kind: 'chunked' }, close: true, added: NO_FIELDS },
  )
})

test('trailers that could be taken for framing, routing or credentials are dropped', () => {
  const options = connectionOptions([field('Connection', 'x-hop')])
  const kept = returnableTrailers(
    [
      field('X-Sum', '1'),
      field('Content-Length', '5'),
      field('Set-Cookie', 'a'),
      field('X-Hop', '1'),
    ],
    options,
  )
  assert.deepEqual(
    kept.map(({ name }) => name),
    ['X-Sum'],
  )
})

test('what a next hop repeats is not made anew, and is what it would be', () => {
  const heads = new ReturnableHeads('us')
  const read = responseReader()
  const responses = [
    ['HTTP/1.1 200 OK', 'Date: x', 'Content-Length: 1'],
    ['HTTP/1.1 200 Fine', 'Date: x', 'Content-Length: 1'],
    ['HTTP/1.1 404 Fine', 'Date: x', 'Content-Length: 1'],
    ['HTTP/1.0 404 Fine', 'Date: x', 'Content-Length: 1'],
    ['HTTP/1.1 200 OK', 'Date: y', 'Content-Length: 1'],
    ['HTTP/1.1 200 OK', 'Content-Length: 1'],
  ] as const
  const returnings: readonly Returning[] = [
    PLAIN,
    { ...PLAIN, framing: { kind: 'chunked' } },
    { ...PLAIN, close: true },
    { ...PLAIN, added: [field('Proxy-Authentication-Info', 'x=1')] },
  ]
  let nowMs = NOW
  for (const lines of [...responses, ...responses.toReversed()]) {
    for (const returning of [...returnings, ...returnings.toReversed()]) {
      nowMs += 1000
      const head = read(...lines)
      const options = connectionOptions(head.fields)
      const made = returnableHead(responseHead(...lines), options, returning, 'us', nowMs)
      const response = heads.read('GET', head)
      assert.deepEqual(response.connection, options)
      assert.equal(
        heads.format(response, returning, () => nowMs),
        made,
      )
    }
  }
})

test('what a response holds depends on what it answers, also where its head is repeated', () => {
  const heads = new ReturnableHeads('us')
  const head = responseHead('HTTP/1.1 200 OK', 'Date: x', 'Content-Length: 1')
  const kinds = ['GET', 'HEAD', 'GET', 'PUT', 'HEAD'].map((method) => {
    const { framed } = heads.read(method, head)
    return framed.kind === 'framed' ? framed.framing.kind : framed.reason
  })
  assert.deepEqual(kinds, ['length', 'none', 'length', 'length', 'none'])
})
