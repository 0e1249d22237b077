import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errors } from 'undici'
import { ProxyFault } from '../core/proxy-fault.ts'
import { faultOfUndici } from './fault-of-undici.ts'

const PROXY = 'http://proxy.example:3128'
const TARGET = 'http://origin.example/a'

for (const [what, error, code] of [
  ['a closed connection', new errors.SocketError('other side closed'), 'NEXT_HOP_CLOSED'],
  ['no answer in time', new errors.HeadersTimeoutError(), 'RESPONSE_TIMEOUT'],
  ['octets that are no HTTP', new errors.HTTPParserError('no'), 'RESPONSE_MALFORMED'],
] as const) {
  test(`${what} is a fault of the proxy, with undici\u2019s error as its cause`, () => {
    const fault = faultOfUndici(error, PROXY, TARGET)
    assert.ok(fault instanceof ProxyFault)
    assert.deepEqual([fault.code, fault.proxy, fault.target], [code, PROXY, TARGET])
    assert.equal(fault.cause, error)
  })
}

test('a connection that nobody took is said of the request that wanted it', () => {
  const of = new ProxyFault('CONNECT_REFUSED', 'it refuses', { proxy: PROXY, target: PROXY })
  const fault = faultOfUndici(of, PROXY, TARGET)
  assert.ok(fault instanceof ProxyFault)
  assert.deepEqual([fault.message, fault.target], [of.message, TARGET])
})

test('what has nothing to do with a proxy stays what it is', () => {
  const error = new errors.BodyTimeoutError()
  assert.equal(faultOfUndici(error, PROXY, TARGET), error)
})
