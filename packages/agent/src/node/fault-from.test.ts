import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProxyFault } from '../core/proxy-fault.ts'
import { faultFrom } from './fault-from.ts'

const EVIDENCE = { proxy: 'http://proxy.example:3128' }

const CODES: readonly [id: string, code: string][] = [
  ['ENOTFOUND', 'NAME_NOT_RESOLVED'],
  ['ECONNREFUSED', 'CONNECT_REFUSED'],
  ['ENETUNREACH', 'CONNECT_UNREACHABLE'],
  ['ETIMEDOUT', 'CONNECT_TIMEOUT'],
  ['ECONNRESET', 'NEXT_HOP_CLOSED'],
  ['EPROTO', 'TLS_FAILED'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS_FAILED'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS_FAILED'],
]

for (const [id, code] of CODES) {
  test(`${id} is ${code}, with the error as its cause`, () => {
    const error = Object.assign(new Error('x'), { code: id })
    const fault = faultFrom(error, EVIDENCE)
    assert.ok(fault instanceof ProxyFault)
    assert.deepEqual([fault.code, fault.cause], [code, error])
    assert.match(fault.detail, new RegExp(`^http://proxy\\.example:3128 .*\\(${id}\\)$`))
  })
}

test('what is wrong with TLS is said, and what to do', () => {
  const sentences: readonly [id: string, sentence: RegExp][] = [
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS there: write http:/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /nobody known here has signed: .* NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', /expired/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name/],
  ]
  for (const [id, sentence] of sentences) {
    const fault = faultFrom(Object.assign(new Error('x'), { code: id }), EVIDENCE)
    assert.ok(fault instanceof ProxyFault && fault.code === 'TLS_FAILED')
    assert.match(fault.detail, sentence)
  }
})

test('of several addresses the first failure counts', () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
  const fault = faultFrom(new AggregateError([refused, new Error('y')]), EVIDENCE)
  assert.ok(fault instanceof ProxyFault && fault.code === 'CONNECT_REFUSED')
})

test('what it does not know stays as it is: faults, mistakes, what a callback throws', () => {
  const bug = new TypeError('x')
  const fault = new ProxyFault('TLS_FAILED', 'x', EVIDENCE)
  for (const other of [bug, fault, 'text', undefined]) {
    assert.equal(faultFrom(other, EVIDENCE), other)
  }
})
