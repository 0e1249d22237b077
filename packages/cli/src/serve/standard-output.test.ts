import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { ask } from '../testing/ask.ts'
import { temporaryDirectory } from '../testing/scene.ts'
import { hopwiseInTerminal } from '../testing/terminal.ts'
import { standardError, standardOutput } from './standard-output.ts'

test('what is no terminal is used as it is', () => {
  const stream = new PassThrough()
  assert.equal(standardOutput(stream), stream)
  assert.equal(standardError(stream), stream)
})

test('a terminal that is stopped does not stop the proxy, and gets the rest when it goes on', async (t) => {
  const args = ['--listen', '127.0.0.1:0', '--data', temporaryDirectory(t), '--log-format', 'json']
  const terminal = hopwiseInTerminal(t, args)
  const [, url = ''] = await terminal.until(/listening on (http:\S+)\r\n/)
  // At once, in the middle of the notices: those must not hold the proxy up either.
  terminal.type('\x13') // Ctrl-S
  const target = `http://hopwise.internal/${'x'.repeat(1500)}`
  for (let n = 0; n < 100; n++) assert.equal((await ask(url, target)).status, 407)
  const last = `http://hopwise.internal/last`
  assert.equal((await ask(url, last)).status, 407)
  assert.ok(!terminal.screen().includes('internal/last'))
  terminal.type('\x11') // Ctrl-Q
  await terminal.until(/internal\/last/)
  assert.equal(terminal.screen().match(/x{1500}/g)?.length, 100)
})
