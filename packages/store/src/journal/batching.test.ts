import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { anEntry } from '../testing/entries.ts'
import type { Batch } from './batch.ts'
import { Batching } from './batching.ts'

test('entries are sent when the first of them has waited, all at once', (t) => {
  const { batching, sent } = started(t)
  for (let n = 0; n < 3; n++) batching.write(Buffer.from('line'), anEntry(n))
  t.mock.timers.tick(9)
  assert.deepEqual(sizes(sent), [])
  t.mock.timers.tick(1)
  assert.deepEqual(sizes(sent), [3])
  t.mock.timers.tick(100)
  assert.deepEqual(sizes(sent), [3])
})

test('a full buffer is sent at once and the next one is used', (t) => {
  const { batching, sent, dropped } = started(t)
  batching.write(Buffer.from('a'.repeat(20)), anEntry(1))
  batching.write(Buffer.from('b'.repeat(20)), anEntry(2))
  assert.deepEqual(sizes(sent), [1])
  batching.flush()
  assert.deepEqual(sizes(sent), [1, 1])
  assert.deepEqual(dropped, [])
})

test('with no buffer left entries are dropped, and the next batch tells how many', (t) => {
  const { batching, sent, dropped } = started(t)
  for (const n of [1, 2, 3, 4]) batching.write(Buffer.from('x'.repeat(20)), anEntry(n))
  assert.deepEqual(dropped, ['the disk is too slow', 'the disk is too slow'])
  assert.equal(batching.droppedBefore, 2)
  batching.takeBack(sent[0]!.bytes)
  batching.write(Buffer.from('x'.repeat(20)), anEntry(5))
  batching.flush()
  assert.equal(sent.at(-1)?.droppedBefore, 2)
  assert.equal(batching.droppedBefore, 0)
})

test('the last buffer is filled before it is sent', (t) => {
  const { batching, sent } = started(t)
  batching.write(Buffer.from('x'.repeat(20)), anEntry(1))
  batching.write(Buffer.from('x'.repeat(20)), anEntry(2))
  assert.deepEqual(sizes(sent), [1])
  t.mock.timers.tick(50)
  batching.write(Buffer.from('x'), anEntry(3))
  assert.deepEqual(sizes(sent), [1])
  batching.takeBack(sent[0]!.bytes)
  t.mock.timers.tick(10)
  assert.deepEqual(sizes(sent), [1, 2])
})

test('an entry longer than a buffer costs itself, not the buffer', (t) => {
  const { batching, sent, dropped } = started(t)
  batching.write(Buffer.from('x'.repeat(100)), anEntry(1))
  assert.deepEqual(dropped, ['an entry is too long'])
  batching.write(Buffer.from('x'), anEntry(2))
  batching.flush()
  assert.deepEqual(sizes(sent), [1])
})

function sizes(batches: readonly Batch[]): number[] {
  return batches.map((batch) => batch.entries)
}

/** Two buffers that hold one line of twenty octets each. */
function started(t: TestContext): { batching: Batching; sent: Batch[]; dropped: string[] } {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const sent: Batch[] = []
  const dropped: string[] = []
  const batching = new Batching({
    buffers: 2,
    bufferBytes: 32,
    flushMs: 10,
    send: (batch) => sent.push(batch),
    dropped: (why) => dropped.push(why),
  })
  return { batching, sent, dropped }
}
