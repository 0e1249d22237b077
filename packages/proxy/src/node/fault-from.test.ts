import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultFromConnect, faultFromLookup } from './fault-from.ts'

function failure(code: string): Error {
  return Object.assign(new Error('text that nobody may depend on'), { code })
}

const connects: readonly [code: string, fault: string][] = [
  ['ECONNREFUSED', 'CONNECT_REFUSED'],
  ['ECONNRESET', 'CONNECT_REFUSED'],
  ['ETIMEDOUT', 'CONNECT_TIMEOUT'],
  ['EHOSTUNREACH', 'CONNECT_UNREACHABLE'],
  ['ENETUNREACH', 'CONNECT_UNREACHABLE'],
  ['EMFILE', 'NEXT_HOP_LIMIT'],
  ['ENFILE', 'NEXT_HOP_LIMIT'],
  ['EADDRNOTAVAIL', 'NEXT_HOP_LIMIT'],
  ['ESOMETHINGNEW', 'CONNECT_UNREACHABLE'],
]
for (const [code, fault] of connects) {
  test(`${code} while connecting is ${fault}, with where to and why`, () => {
    const cause = failure(code)
    const found = faultFromConnect(cause, '192.0.2.1:80')
    assert.equal(found.code, fault)
    assert.equal(found.detail, `connecting to 192.0.2.1:80: ${code}`)
    assert.equal(found.cause, cause)
  })
}

test('of several addresses the first one tells the fault', () => {
  const errors = new AggregateError([failure('ECONNREFUSED'), failure('ENETUNREACH')])
  assert.equal(faultFromConnect(errors, 'o:80').code, 'CONNECT_REFUSED')
})

test('an error without a code is still a fault', () => {
  for (const error of [new Error('x'), new AggregateError([]), undefined, 'text']) {
    const found = faultFromConnect(error, 'o:80')
    assert.deepEqual(
      [found.code, found.detail],
      ['CONNECT_UNREACHABLE', 'connecting to o:80: unknown error'],
    )
  }
})

test('a name that cannot be looked up is one fault, with the reason', () => {
  const found = faultFromLookup(failure('ENOTFOUND'), 'nowhere.example')
  assert.equal(found.code, 'NAME_NOT_RESOLVED')
  assert.equal(found.detail, 'looking up nowhere.example: ENOTFOUND')
})

test('an address that takes too long, where there are several, is a timeout', () => {
  const errors = new AggregateError([failure('ERR_SOCKET_CONNECTION_TIMEOUT')])
  assert.equal(faultFromConnect(errors, 'o:80').code, 'CONNECT_TIMEOUT')
})

test('a resolver that has no answer now is a timeout, not a name that does not exist', () => {
  assert.equal(faultFromLookup(failure('EAI_AGAIN'), 'o').code, 'NAME_TIMEOUT')
})
