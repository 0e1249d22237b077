import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { aHop } from '../testing/a-hop.ts'
import { response, startScripted } from '../testing/scripted-proxy.ts'
import { NO_CONTENT, readRefusal } from './read-refusal.ts'
import { type ReadContent, readHead } from './read-response.ts'

const LIMITS = { keepBytesMax: 4, drainBytesMax: 1_000, timeoutMs: 60_000 }

test('the beginning is kept, and the connection goes on behind the end', async (t) => {
  const { content, isWhole, isPast } = await refused(t, response('407 No', [], 'a page'))
  assert.deepEqual([String(content), isWhole, isPast], ['a pa', false, true])
})

test('what has no end in sight is left', async (t) => {
  const { isPast } = await refused(t, response('407 No', [], 'x'.repeat(100_000)))
  assert.equal(isPast, false)
})

test('ambiguous framing is not read', async (t) => {
  const twice = response('407 No', ['Content-Length: 5'], 'page')
  assert.equal(await refused(t, twice), NO_CONTENT)
})

test('a page that does not end in time is none, and its connection is given up', async (t) => {
  const slow = 'HTTP/1.1 407 No\r\nContent-Length: 9\r\n\r\nhalf'
  assert.equal(await refused(t, slow, { ...LIMITS, timeoutMs: 1 }), NO_CONTENT)
})

async function refused(t: TestContext, text: string, limits = LIMITS): Promise<ReadContent> {
  const proxy = await startScripted(t, async (client) => client.send(text))
  const wire = await aHop(proxy.port).open('x')
  t.after(() => wire.destroy())
  const received = await readHead(wire)
  assert.ok('head' in received)
  const read = await readRefusal(wire, 'GET', received.head, limits)
  if (limits.timeoutMs < 1_000) assert.equal(wire.isOpen, false)
  return read
}
