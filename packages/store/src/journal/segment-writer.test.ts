import assert from 'node:assert/strict'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { anEntry } from '../testing/entries.ts'
import { smallDisk } from '../testing/small-disk.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import { type Batch, buildBatch } from './batch.ts'
import { openJournalReader } from './read-journal.ts'
import { createSegmentWriter, type SegmentWriter } from './segment-writer.ts'

test('a batch is there at once for another connection, with the drops before it', (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const writer = opened(t, file)
  writer.write(batchOf(0, 100, 7))
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  assert.equal(reader.read({ limit: 1000 }).length, 100)
  assert.equal(reader.missing({}), 7)
})

test('the oldest segments and their rows go when the journal reaches its size', (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const bytesMax = 200 * 1024
  const writer = opened(t, file, bytesMax)
  for (let n = 0; n < 200; n++) writer.write(batchOf(n * 100, 100))
  const database = new DatabaseSync(file, { readOnly: true })
  t.after(() => database.close())
  const left = {
    ...database.prepare('SELECT count(*) AS segments, min(id) AS oldest FROM segment').get(),
  }
  assert.ok(Number(left['oldest']) > 1, 'something was dropped')
  assert.ok(Number(left['segments']) > 10, 'not everything was dropped')
  const orphans = 'SELECT count(*) AS n FROM faulted WHERE segment < ?'
  assert.equal(database.prepare(orphans).get(Number(left['oldest']))?.['n'], 0)
  assert.ok(statSync(file).size <= bytesMax * 1.2, `${statSync(file).size} bytes`)
})

test('one batch larger than the limit is kept: the newest is what somebody will look for', (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const writer = opened(t, file, 1)
  writer.write(batchOf(0, 10))
  writer.write(batchOf(10, 10))
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  assert.deepEqual(
    reader.read({ limit: 100 }).map((entry) => entry.exchange),
    Array.from({ length: 10 }, (_, n) => anEntry(10 + n).exchange),
  )
})

test('a full disk costs the batches written meanwhile, and how many is stored afterwards', (t) => {
  const directory = smallDisk(t, 'size=400k')
  if (directory === undefined) return
  const file = join(directory, 'journal.db')
  const writer = opened(t, file)
  writer.write(batchOf(0, 10))
  const filler = join(directory, 'filler')
  fill(filler)
  assert.throws(() => writeUntilFull(writer), { problem: 'disk-full' })
  assert.throws(() => writer.write(batchOf(2000, 1000)), { problem: 'disk-full' })
  rmSync(filler)
  writer.write(batchOf(3000, 10))
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  assert.ok(reader.missing({}) >= 2000)
  assert.equal(reader.find('x000003009')?.exchange, 'x000003009')
})

test('what was lost last of all is stored when the writer closes', (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const writer = createSegmentWriter({ file, bytesMax: 1024 * 1024, nowMs: () => 1 })
  writer.write(batchOf(0, 1))
  writer.close(5)
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  assert.equal(reader.missing({}), 5)
})

function writeUntilFull(writer: SegmentWriter): void {
  for (let n = 0; n < 100; n++) writer.write(batchOf(1000, 1000))
}

function fill(path: string): void {
  try {
    writeFileSync(path, Buffer.alloc(1024 * 1024))
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'ENOSPC')
  }
}

function opened(t: TestContext, file: string, bytesMax = 1024 * 1024 * 1024): SegmentWriter {
  const writer = createSegmentWriter({ file, bytesMax, nowMs: () => 1 })
  t.after(() => writer.close(0))
  return writer
}

function batchOf(first: number, entries: number, droppedBefore = 0): Batch {
  const builder = buildBatch(new ArrayBuffer(2 * 1024 * 1024))
  for (let n = first; n < first + entries; n++) {
    const entry = anEntry(n, n % 10 === 0 ? { outcome: 'failed', fault: 'CONNECT_REFUSED' } : {})
    assert.ok(builder.add(Buffer.from(JSON.stringify(entry)), entry))
  }
  return builder.finish(droppedBefore)
}
