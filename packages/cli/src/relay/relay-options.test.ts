import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hopwise } from '../testing/hopwise.ts'

test('an unknown scheme and two sources of the password are refused', async () => {
  const scheme = await hopwise(['relay', '--to', 'p', '--scheme', 'kerberos'])
  assert.match(scheme.stderr, /Allowed choices are .*negotiate/)
  const both = ['--password-stdin', '--password-file', 'x']
  const { code, stderr } = await hopwise(['relay', '--to', 'p', '--user', 'u', ...both])
  assert.equal(code, 2)
  assert.match(stderr, /cannot be used with/)
})

test('--no-proxy takes a list, as it does in curl', async () => {
  const { stdout } = await hopwise(['relay', '--help'])
  assert.match(stdout, /--no-proxy <list>[\s\S]*localhost,127\.0\.0\.0\/8,::1/)
})

test('a login in the address of a script is refused, and not repeated', async () => {
  const { code, stderr } = await hopwise(['relay', '--pac', 'http://max:s3cret@a/', '--test'])
  assert.equal(code, 2)
  assert.match(stderr, /has a login in it/)
  assert.doesNotMatch(stderr, /s3cret/)
})
