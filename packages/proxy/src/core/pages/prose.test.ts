import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandsIn, prose } from './prose.ts'

test('what is typed becomes code', () => {
  assert.equal(
    prose('Send `Host` and <more>.').toString(),
    'Send <code>Host</code> and &#60;more&#62;.',
  )
})

test('a command gets a line of its own, and the comma behind it goes', () => {
  assert.equal(
    prose('Try `curl ADDRESS`, which asks; or not.').toString(),
    'Try <code class="cmd">curl ADDRESS</code>which asks; or not.',
  )
})

test('commands are found; fields, options and addresses are none', () => {
  const text = 'Use `Expect: 100-continue`, `--head X`, `http://a/ b`, `ping PROXY` and `git x`.'
  assert.deepEqual(commandsIn(text), ['ping PROXY', 'git x'])
})

test('a lone backtick does no harm', () => {
  assert.equal(prose('a ` <b').toString(), 'a <code> &#60;b</code>')
})
