import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from './fault.ts'
import { FAULTS, type FaultCode } from './fault-codes.ts'

test('a fault knows what its row says', () => {
  for (const code of Object.keys(FAULTS) as FaultCode[]) {
    const { status, phase, party, retry } = new Fault(code, 'detail')
    const row = FAULTS[code]
    assert.deepEqual([status, phase, party, retry], [row.status, row.phase, row.party, row.retry])
  }
})

test('a fault is an error that names its code and keeps its cause', () => {
  const cause = new TypeError('below')
  const fault = new Fault('CONNECT_REFUSED', 'connecting to 192.0.2.1:80', { cause })
  assert.ok(fault instanceof Error)
  assert.equal(fault.name, 'Fault')
  assert.equal(fault.message, 'CONNECT_REFUSED: connecting to 192.0.2.1:80')
  assert.equal(fault.cause, cause)
})
