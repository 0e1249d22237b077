import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { ask } from '../testing/ask.ts'
import { startHopwise } from '../testing/hopwise.ts'
import { temporaryDirectory } from '../testing/scene.ts'
import { hopwiseInTerminal } from '../testing/terminal.ts'

const OWN = 'http://hopwise.internal/'

test('serve is what is done without a command', async (t) => {
  const data = join(temporaryDirectory(t), 'data')
  const proxy = startHopwise(t, [
    '--listen',
    '127.0.0.1:0',
    '--data',
    data,
    '--realm',
    'Our office',
  ])
  const [, url = ''] = await proxy.until(/^listening on (\S+)$/m)
  assert.equal((await ask(url, OWN)).status, 407)
  proxy.child.kill('SIGTERM')
  assert.equal(await proxy.ended, 0)
})

for (const columns of [60, 120]) {
  test(`on a terminal of ${columns} columns each exchange is one coloured line that fits`, async (t) => {
    const { url, terminal } = await inTerminal(t, columns)
    await ask(`${url}`, `${OWN}${'a/'.repeat(100)}`)
    const [line] = await terminal.until(/^.*407 .*$/m)
    const visible = stripVTControlCharacters(line).trimEnd()
    assert.ok(line.includes('\x1b['), JSON.stringify(line))
    assert.ok(visible.length <= columns, visible)
    terminal.type('\x03')
    assert.equal(await terminal.ended, 0)
    assert.match(terminal.screen(), /SIGINT: stopping\./)
  })
}

test('NO_COLOR is honoured', async (t) => {
  const { url, terminal } = await inTerminal(t, 100, { NO_COLOR: '1' })
  await ask(url, OWN)
  await terminal.until(/407 GET/)
  assert.ok(!terminal.screen().includes('\x1b'), JSON.stringify(terminal.screen()))
})

async function inTerminal(
  t: Parameters<typeof hopwiseInTerminal>[0],
  columns: number,
  env: Readonly<Record<string, string>> = {},
): Promise<{ url: string; terminal: ReturnType<typeof hopwiseInTerminal> }> {
  const args = ['--listen', '127.0.0.1:0', '--data', temporaryDirectory(t)]
  const terminal = hopwiseInTerminal(t, args, { columns, env })
  const [, url = ''] = await terminal.until(/listening on (http:\S+)\r\n/)
  await terminal.until(/curl -x .*\r\n/)
  return { url, terminal }
}
