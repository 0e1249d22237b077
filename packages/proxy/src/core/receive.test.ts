import assert from 'node:assert/strict'
import { test } from 'node:test'
import { request, requestHead } from '../testing/heads.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { awaitsContinue, receive, rejectedHead } from './receive.ts'

const accepted: readonly [name: string, kind: string, ...lines: string[]][] = [
  ['absolute-form is for an origin', 'forward', 'GET http://o.example/x HTTP/1.1'],
  ['a method nobody registered is forwarded', 'forward', 'BREW http://o.example/ HTTP/1.1'],
  ['CONNECT is a tunnel', 'tunnel', 'CONNECT o.example:443 HTTP/1.1'],
  [
    'CONNECT with a length of zero has no content',
    'tunnel',
    'CONNECT o:1 HTTP/1.1',
    'Content-Length: 0',
  ],
  ['origin-form is for the proxy itself', 'own', 'GET / HTTP/1.1'],
  ['OPTIONS * is for the proxy itself', 'own', 'OPTIONS * HTTP/1.1'],
  ['an empty Host is valid', 'forward', 'GET http://o.example/ HTTP/1.1', 'Host:'],
]
for (const [name, kind, ...lines] of accepted) {
  test(name, () => assert.equal(request(...lines).kind, kind))
}

const rejected: readonly [name: string, fault: string, ...lines: string[]][] = [
  [
    'two Host lines are refused, equal ones too',
    'HOST_INVALID',
    'GET http://o/ HTTP/1.1',
    'Host: o',
    'Host: o',
  ],
  ['a Host with a space is refused', 'HOST_INVALID', 'GET http://o/ HTTP/1.1', 'Host: a b'],
  ['a Host with userinfo is refused', 'HOST_INVALID', 'GET http://o/ HTTP/1.1', 'Host: u@a'],
  ['a Host with a path is refused', 'HOST_INVALID', 'GET http://o/ HTTP/1.1', 'Host: a/b'],
  ['a target without a host is refused', 'TARGET_INVALID', 'GET http:///x HTTP/1.1'],
  ['a target with a password is refused', 'TARGET_INVALID', 'GET http://u:p@o/ HTTP/1.1'],
  ['a bare word is no target', 'TARGET_INVALID', 'GET o.example HTTP/1.1'],
  [
    'https in absolute-form belongs into CONNECT',
    'TARGET_SCHEME_UNSUPPORTED',
    'GET https://o/ HTTP/1.1',
  ],
  ['a scheme nobody knows is refused', 'TARGET_SCHEME_UNSUPPORTED', 'GET gopher://o/ HTTP/1.1'],
  ['CONNECT without a port is refused', 'TARGET_INVALID', 'CONNECT o.example HTTP/1.1'],
  ['CONNECT to port 0 is refused', 'TARGET_INVALID', 'CONNECT o.example:0 HTTP/1.1'],
  [
    'CONNECT with content is refused',
    'FRAMING_AMBIGUOUS',
    'CONNECT o:1 HTTP/1.1',
    'Content-Length: 5',
  ],
  [
    'length and coding together are refused',
    'FRAMING_AMBIGUOUS',
    'POST http://o/ HTTP/1.1',
    'Content-Length: 5',
    'Transfer-Encoding: chunked',
  ],
  [
    'a coding in HTTP/1.0 is refused',
    'FRAMING_AMBIGUOUS',
    'POST http://o/ HTTP/1.0',
    'Transfer-Encoding: chunked',
  ],
  [
    'a coding we do not know is 501',
    'TRANSFER_CODING_UNSUPPORTED',
    'POST http://o/ HTTP/1.1',
    'Transfer-Encoding: zork, chunked',
  ],
  [
    'a length beyond all numbers is too large',
    'BODY_TOO_LARGE',
    'POST http://o/ HTTP/1.1',
    'Content-Length: 18446744073709551621',
  ],
  [
    'an expectation we do not know is 417',
    'EXPECTATION_UNSUPPORTED',
    'POST http://o/ HTTP/1.1',
    'Expect: zork',
  ],
]
for (const [name, fault, ...lines] of rejected) {
  test(name, () => {
    const received = receive(requestHead(...lines), DEFAULT_LIMITS)
    assert.equal(received.kind === 'rejected' ? received.fault : received.kind, fault)
  })
}

test('HTTP/1.1 needs a Host and HTTP/1.0 does not', () => {
  const head = requestHead('GET http://o/ HTTP/1.1')
  const without = { ...head, fields: [] }
  assert.equal(receive(without, DEFAULT_LIMITS).kind, 'rejected')
  assert.equal(receive({ ...without, minorVersion: 0 }, DEFAULT_LIMITS).kind, 'request')
})

test('content above the limit is refused from its length alone', () => {
  const head = requestHead('POST http://o/ HTTP/1.1', 'Content-Length: 11')
  const received = receive(head, { ...DEFAULT_LIMITS, bodyBytesMax: 10 })
  assert.equal(received.kind === 'rejected' && received.fault, 'BODY_TOO_LARGE')
})

test('a head that cannot be read is told apart by what is wrong with it', () => {
  assert.equal(rejectedHead('target-too-long').fault, 'TARGET_TOO_LONG')
  assert.equal(rejectedHead('fields-too-many').fault, 'HEAD_TOO_LARGE')
  assert.equal(rejectedHead('version-unsupported').fault, 'VERSION_UNSUPPORTED')
  assert.equal(rejectedHead('line-folded').fault, 'HEAD_MALFORMED')
})

test('only an HTTP/1.1 client can wait for leave to send', () => {
  const lines = ['Content-Length: 5', 'Expect: 100-Continue']
  assert.equal(awaitsContinue(request('POST http://o/ HTTP/1.1', ...lines)), true)
  assert.equal(awaitsContinue(request('POST http://o/ HTTP/1.0', ...lines)), false)
})
