import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PendingLines } from './pending-lines.ts'

test('lines of both kinds wait in their order, each with a line feed', () => {
  const pending = new PendingLines()
  pending.add('é')
  pending.add(Uint8Array.of(0x61, 0x62))
  assert.equal(pending.length, 6)
  assert.equal(pending.take().toString(), 'é\nab\n')
  assert.equal(pending.length, 0)
  assert.equal(pending.take().length, 0)
})

test('what was taken keeps its octets until it is given back, whatever is added meanwhile', () => {
  const pending = new PendingLines()
  pending.add('first')
  const taken = pending.take()
  pending.add('other')
  assert.equal(taken.toString(), 'first\n')
  pending.giveBack(taken)
  assert.equal(pending.take().toString(), 'other\n')
  pending.add('third')
  assert.equal(pending.take().buffer, taken.buffer)
})

test('memory grows with what waits, and what has grown is let go', () => {
  const pending = new PendingLines()
  const line = 'x'.repeat(1023)
  for (let n = 0; n < 1000; n++) pending.add(line)
  const taken = pending.take()
  assert.equal(taken.toString(), `${line}\n`.repeat(1000))
  pending.giveBack(taken)
  pending.take()
  pending.add('y')
  assert.notEqual(pending.take().buffer, taken.buffer)
})
