import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { anEntry } from '../testing/entries.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import { buildBatch } from './batch.ts'
import { openJournalReader } from './read-journal.ts'
import type { FromWriter, ToWriter } from './writer-messages.ts'

test('a batch is written and its memory comes back', async (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const thread = started(t, file)
  const answer = await sendOne(thread, 1)
  assert.equal(answer.kind, 'written')
  assert.equal(answer.entries, 1)
  assert.equal(answer.bytes.byteLength, 1024)
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  assert.equal(reader.read({ limit: 10 }).length, 1)
})

test('what cannot be written is answered with the reason, and the next batch tries again', async (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  mkdirSync(file)
  const thread = started(t, file)
  const answer = await sendOne(thread, 1)
  assert.ok(answer.kind === 'failed')
  assert.match(answer.why, /journal\.db/)
  rmdirSync(file)
  assert.equal((await sendOne(thread, 2)).kind, 'written')
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  assert.equal(reader.missing({}), 1)
})

test('it ends when it is told to, and stores what it is told was dropped', async (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const thread = started(t, file)
  await sendOne(thread, 1)
  thread.postMessage({ kind: 'close', dropped: 7 } satisfies ToWriter)
  await once(thread, 'exit')
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  assert.equal(reader.missing({}), 7)
})

async function sendOne(thread: Worker, n: number): Promise<FromWriter> {
  const builder = buildBatch(new ArrayBuffer(1024))
  builder.add(Buffer.from(JSON.stringify(anEntry(n))), anEntry(n))
  const batch = builder.finish(0)
  const message: ToWriter = { kind: 'write', batch }
  thread.postMessage(message, [batch.bytes])
  const [answer] = await once(thread, 'message')
  return answer as FromWriter
}

function started(t: TestContext, file: string): Worker {
  const workerData = { file, bytesMax: 1024 * 1024 }
  const thread = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData })
  t.after(() => thread.terminate())
  return thread
}
