import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, Fault, type FaultCode } from '@hopwise/journal'
import { PROXY_FAULT_CODES, ProxyFault } from './proxy-fault.ts'

const EVIDENCE = { proxy: 'http://proxy.example:3128', target: 'origin.example:443' }

test('it says whose fault it is, where it happened and what may be tried', () => {
  const fault = new ProxyFault('CONNECT_TIMEOUT', 'the proxy did not answer', EVIDENCE)
  assert.equal(fault.message, 'CONNECT_TIMEOUT: the proxy did not answer')
  assert.deepEqual([fault.party, fault.phase, fault.retry], ['next-hop', 'connect', 'later'])
  assert.deepEqual([fault.status, fault.proxyStatus, fault.challenges], [undefined, [], []])
})

test('whoever takes a fault of the proxy takes one of the agent', () => {
  const told = ({ code, detail, party, phase, retry }: FaultShape): string =>
    [code, detail, party, phase, retry].join(' ')
  const fault = new ProxyFault('CONNECT_TIMEOUT', 'late', EVIDENCE)
  assert.equal(told(fault), told(new Fault('CONNECT_TIMEOUT', 'late')))
  assert.equal(fault.message, new Fault('CONNECT_TIMEOUT', 'late').message)
})

test('a code that both have means the same', () => {
  for (const code of PROXY_FAULT_CODES) {
    if (!Object.hasOwn(FAULTS, code)) continue
    const theirs = new Fault(code as FaultCode, 'x')
    const ours = new ProxyFault(code, 'x', EVIDENCE)
    assert.deepEqual(
      [ours.party, ours.phase, ours.retry],
      [theirs.party, theirs.phase, theirs.retry],
      code,
    )
  }
})

/**
 * The contract of `Fault`, but for what a program has no use for: the status that a client is shown. A
 * `ProxyFault` has the status of the proxy there, where it has answered.
 */
type FaultShape = Omit<Fault, 'status' | 'code' | 'name'> & { readonly code: string }
