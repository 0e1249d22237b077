import { parentPort, workerData } from 'node:worker_threads'
import { StoreError } from '../store-error.ts'
import type { Batch } from './batch.ts'
import { createSegmentWriter } from './segment-writer.ts'
import type { FromWriter, ToWriter, WriterOptions } from './writer-messages.ts'

/** The other thread of `openJournal`: takes batches, writes them, gives their memory back. */
const options: WriterOptions = workerData
const writer = createSegmentWriter({ ...options, nowMs: Date.now })

parentPort?.on('message', (message: ToWriter) => {
  switch (message.kind) {
    case 'write':
      parentPort?.postMessage(write(message.batch), [message.batch.bytes])
      return
    case 'close':
      writer.close(message.dropped)
      parentPort?.close()
      return
  }
})

function write(batch: Batch): FromWriter {
  const { entries, bytes } = batch
  try {
    writer.write(batch)
    return { kind: 'written', entries, bytes }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return { kind: 'failed', entries, bytes, why: error.message }
  }
}
