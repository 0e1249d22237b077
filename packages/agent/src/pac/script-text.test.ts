import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PAC_LIMITS } from './pac-limits.ts'
import { textOf, tooLarge } from './script-text.ts'

test('octets are UTF-8 with or without its mark, and ISO 8859-1 when they are not UTF-8', () => {
  assert.equal(textOf(Buffer.from('// gr\u00fcn')), '// gr\u00fcn')
  assert.equal(textOf(Buffer.from('\ufeffx')), 'x')
  assert.equal(textOf(Buffer.from('// gr\u00fcn', 'latin1')), '// gr\u00fcn')
})

test('what is too large says how much would be allowed', () => {
  const read = tooLarge('/etc/proxy.pac', { ...PAC_LIMITS, scriptBytesMax: 7 })
  assert.deepEqual(read, {
    kind: 'failed',
    code: 'SCRIPT_TOO_LARGE',
    detail: '/etc/proxy.pac has more than 7 octets',
  })
})
