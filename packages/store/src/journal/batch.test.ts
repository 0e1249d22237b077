import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anEntry, FIRST_TIME } from '../testing/entries.ts'
import { buildBatch, hasRow } from './batch.ts'

test('a batch has its lines and the ranges of time and exchange in it', () => {
  const builder = buildBatch(new ArrayBuffer(1024))
  for (const n of [5, 3, 9]) assert.ok(builder.add(Buffer.from(`line ${n} é`), anEntry(n)))
  const { bytes, used, ...rest } = builder.finish(2)
  assert.equal(Buffer.from(bytes, 0, used).toString(), 'line 5 é\nline 3 é\nline 9 é\n')
  assert.deepEqual(rest, {
    entries: 3,
    firstTime: FIRST_TIME + 3,
    lastTime: FIRST_TIME + 9,
    firstExchange: 'x000000003',
    lastExchange: 'x000000009',
    faulted: [],
    droppedBefore: 2,
  })
})

test('a line that does not fit is not taken and leaves no trace', () => {
  const builder = buildBatch(new ArrayBuffer(21))
  assert.ok(builder.add(Buffer.from('1234567890'), anEntry(1)))
  assert.equal(builder.add(Buffer.from('1234567890'), anEntry(2)), false)
  const { entries, used, lastExchange } = builder.finish(0)
  assert.deepEqual([entries, used, lastExchange], [1, 11, 'x000000001'])
})

test('an entry with a fault gets a row, a first challenge does not', () => {
  const builder = buildBatch(new ArrayBuffer(1024))
  builder.add(Buffer.from('a'), anEntry(1))
  builder.add(Buffer.from('b'), anEntry(2, { outcome: 'challenged', fault: 'CREDENTIALS_MISSING' }))
  builder.add(Buffer.from('c'), anEntry(3, { outcome: 'failed', fault: 'CONNECT_REFUSED' }))
  assert.deepEqual(builder.finish(0).faulted, [
    { position: 2, time: FIRST_TIME + 3, fault: 'CONNECT_REFUSED', user: 'alice' },
  ])
  assert.equal(hasRow('CREDENTIALS_MISSING'), false)
})
