import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { ask } from '../testing/ask.ts'
import { hopwise } from '../testing/hopwise.ts'
import { temporaryDirectory } from '../testing/scene.ts'
import { hopwiseInTerminal, type Terminal } from '../testing/terminal.ts'
import { standardError, standardOutput } from './standard-output.ts'

test('what is no terminal is used as it is', () => {
  const stream = new PassThrough()
  assert.equal(standardOutput(stream), stream)
  assert.equal(standardError(stream), stream)
})

test('a terminal that is stopped does not stop the proxy, and gets the rest when it goes on', async (t) => {
  const { terminal, url } = await stoppedTerminal(t, temporaryDirectory(t))
  for (let n = 0; n < 100; n++) assert.equal((await ask(url, LONG)).status, 407)
  const last = `http://hopwise.internal/last`
  assert.equal((await ask(url, last)).status, 407)
  assert.ok(!terminal.screen().includes('internal/last'))
  terminal.type('\x11') // Ctrl-Q
  await terminal.until(/internal\/last/)
  assert.equal(terminal.screen().match(/x{1500}/g)?.length, 100)
})

test('a terminal that stays stopped does not keep the proxy from ending, nor the journal from its entries', async (t) => {
  const data = temporaryDirectory(t)
  const { terminal, url } = await stoppedTerminal(t, data)
  // Three times what the kernel takes for a terminal that is stopped.
  for (let n = 0; n < 100; n++) assert.equal((await ask(url, LONG)).status, 407)
  process.kill(await processOn(data), 'SIGTERM')
  assert.equal(await terminal.ended, 0)
  const { stdout } = await hopwise(['journal', '--data', data, '--limit', '1000'])
  assert.equal(stdout.match(/internal/g)?.length, 100)
})

/** Stopped in the middle of the notices: those must not hold the proxy up either. */
async function stoppedTerminal(t: TestContext, data: string): Promise<Stopped> {
  const args = ['--listen', '127.0.0.1:0', '--data', data, '--log-format', 'json']
  const terminal = hopwiseInTerminal(t, args)
  const [, url = ''] = await terminal.until(/listening on (http:\S+)\r\n/)
  terminal.type('\x13') // Ctrl-S
  return { terminal, url }
}

interface Stopped {
  readonly terminal: Terminal
  readonly url: string
}

/** As the next one is told that wants the same data. */
async function processOn(data: string): Promise<number> {
  const { stderr } = await hopwise(['--listen', '127.0.0.1:0', '--data', data])
  return Number(/\(process (\d+)\)/.exec(stderr)?.[1])
}

const LONG = `http://hopwise.internal/${'x'.repeat(1500)}`
