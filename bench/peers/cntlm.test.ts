import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cntlmBefore } from './cntlm.ts'
import { findProgram } from './installed.ts'

test('its version is read from its help, where it is installed', () => {
  const expected = findProgram('cntlm') === undefined ? /^undefined$/ : /^0\.\d+/
  assert.match(String(cntlmBefore(1).version()), expected)
})
