import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { anEntry } from '../testing/entries.ts'
import { createExchangePrinter, type ExchangePrinter } from './exchange-printer.ts'

test('lines are written together, in order, soon', (t) => {
  const { printer, writes } = printing(t)
  for (const line of ['a', 'b', 'c']) printer.print(anEntry(), octets(line))
  assert.deepEqual(writes, [])
  t.mock.timers.tick(20)
  assert.deepEqual(writes, ['a\nb\nc\n'])
})

test('64 KiB are written at once', (t) => {
  const { printer, writes } = printing(t)
  printer.print(anEntry(), octets('x'.repeat(64 * 1024)))
  assert.equal(writes.length, 1)
})

test('what waits is written when the printer closes', async (t) => {
  const { printer, writes } = printing(t)
  printer.print(anEntry(), octets('last'))
  await printer.close()
  assert.deepEqual(writes, ['last\n'])
})

test('a reader that does not follow costs lines, which are counted, not memory', (t) => {
  const { printer, writes, release, notices } = printing(t, { isStuck: true })
  const line = 'x'.repeat(1023)
  for (let n = 0; n < 6_000; n++) printer.print(anEntry(), octets(line))
  const held = writes.join('').length + 4 * 1024 * 1024
  assert.match(notices.join('\n'), /does not keep up: 1 exchange was not printed/)
  release()
  t.mock.timers.tick(20)
  assert.ok(writes.join('').length <= held + 2048)
  assert.match(notices.at(-1) ?? '', /1\d{3} exchanges were not printed \(the journal has them\)/)
})

test('what waits for a reader is written once, also when the printer closes meanwhile', async (t) => {
  const { printer, writes, release } = printing(t, { isStuck: true })
  printer.print(anEntry(), octets('x'.repeat(64 * 1024)))
  printer.print(anEntry(), octets('last'))
  const closed = printer.close()
  release()
  await closed
  assert.equal(writes.join('').match(/last/g)?.length, 1)
})

test('a reader that has gone ends the printing, not the proxy', async (t) => {
  const { printer, output, notices, writes } = printing(t)
  const closed = new Promise((resolve) => output.once('close', resolve))
  output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
  await closed
  for (let n = 0; n < 3; n++) printer.print(anEntry(), octets('x'))
  t.mock.timers.tick(20)
  await printer.close()
  assert.equal(notices.length, 1)
  assert.match(notices[0] ?? '', /Standard output was closed: .*the journal goes on/)
  assert.deepEqual(writes, [])
})

const octets = (text: string): Uint8Array => Buffer.from(text)

function printing(
  t: TestContext,
  { isStuck = false } = {},
): {
  printer: ExchangePrinter
  output: Writable
  writes: string[]
  notices: string[]
  release: () => void
} {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const writes: string[] = []
  const notices: string[] = []
  let held: (() => void) | undefined
  let stuck = isStuck
  const output = new Writable({
    write(chunk, _encoding, done) {
      writes.push(String(chunk))
      if (stuck) held = done
      else done()
    },
  })
  const printer = createExchangePrinter({
    output,
    format: (_entry, json) => json,
    notify: (text) => notices.push(text),
  })
  const release = (): void => {
    stuck = false
    held?.()
  }
  return { printer, output, writes, notices, release }
}
