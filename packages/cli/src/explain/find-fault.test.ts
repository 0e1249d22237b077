import assert from 'node:assert/strict'
import { test } from 'node:test'
import { docsUrl, FAULTS, type FaultCode } from '@hopwise/journal'
import { findFault } from './find-fault.ts'

test('every fault is found by its code, however it is written, and by its page', () => {
  for (const code of Object.keys(FAULTS) as FaultCode[]) {
    assert.equal(findFault(code), code)
    assert.equal(findFault(` ${code.toLowerCase().replaceAll('_', '-')}\n`), code)
    assert.equal(findFault(`HTTP/1.1 407 X\r\n\r\n{"type": "${docsUrl(code)}"}`), code)
  }
})

test('anything else is no fault of ours', () => {
  for (const text of ['407', 'ERR_TUNNEL_CONNECTION_FAILED', 'toString', '']) {
    assert.equal(findFault(text), undefined)
  }
})
