import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inlineCode } from './inline-code.ts'

test('what stands in backticks is code, and nothing is markup', () => {
  assert.equal(
    inlineCode('Read `a<b` & `c`.').toString(),
    'Read <code>a&#60;b</code> &#38; <code>c</code>.',
  )
})

test('options and field names are kept in one line', () => {
  assert.equal(
    inlineCode('`curl --proxy X` and `Proxy-Authenticate`').toString(),
    '<code>curl <i>--proxy</i> X</code> and <code><i>Proxy-Authenticate</i></code>',
  )
  assert.doesNotMatch(inlineCode(`\`${'long-'.repeat(9)}\``).toString(), /<i>/)
})
