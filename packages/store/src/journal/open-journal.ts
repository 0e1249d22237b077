import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Entry } from '@hopwise/journal'
import { type BatchBuilder, buildBatch } from './batch.ts'
import { type JournalNotice, reportDrops } from './drop-report.ts'
import { openJournalDatabase } from './segment-writer.ts'
import type { FromWriter, ToWriter, WriterOptions } from './writer-messages.ts'

export interface JournalOptions {
  readonly file: string
  /** Called when entries had to be dropped, at most once per `noticeIntervalMs`, and when it is over. */
  readonly notify: (notice: JournalNotice) => void
  /** What the journal may take on the disk; default 256 MiB, some ten million entries. */
  readonly bytesMax?: number
  /** How long an entry waits at most before it is handed over; default 200 ms. */
  readonly flushMs?: number
  readonly noticeIntervalMs?: number
}

export interface JournalSink {
  /** `line` is the entry as JSON, without a line break. Never waits, never throws. */
  write(line: string, entry: Entry): void
  /** Entries dropped since the start. */
  readonly dropped: number
  /** Writes what is left. Afterwards `write` drops. */
  close(): Promise<void>
}

/**
 * A journal that costs the calling thread one copy per entry. Lines gather in a buffer, full buffers
 * go to a thread that compresses and inserts them. There are `BUFFERS` of them and no more: when the
 * disk cannot follow, entries are dropped, counted, and that is said.
 *
 * @throws {StoreError} when the journal cannot be opened now
 */
export function openJournal(options: JournalOptions): JournalSink {
  const { file, bytesMax = BYTES_MAX, flushMs = FLUSH_MS } = options
  openJournalDatabase(file).close()

  const report = reportDrops({
    notify: options.notify,
    intervalMs: options.noticeIntervalMs ?? 10_000,
  })
  const thread = startThread({ file, bytesMax })
  const memory = Array.from({ length: BUFFERS }, () => new ArrayBuffer(BUFFER_BYTES))
  let batch: BatchBuilder | undefined
  let timer: NodeJS.Timeout | undefined
  let dropped = 0
  let droppedBefore = 0
  let unanswered = 0
  let isClosed = false

  function drop(entries: number, why: string): void {
    dropped += entries
    report.dropped(entries, why)
  }

  /** A drop the thread does not know of yet; it stores the count with the next batch. */
  function dropHere(why: string): void {
    droppedBefore++
    drop(1, why)
  }

  function write(line: string, entry: Entry): void {
    if (batch?.add(line, entry)) return
    flush()
    const free = isClosed ? undefined : memory.pop()
    if (free === undefined) {
      dropHere(isClosed ? WRITER_GONE : 'the disk is too slow')
      return
    }
    batch = buildBatch(free)
    timer ??= setTimeout(flushSoon, flushMs)
    if (!batch.add(line, entry)) dropHere('an entry is too long')
  }

  /** Without a buffer to go on with, the one at hand is filled first: all of the memory is used. */
  function flushSoon(): void {
    timer = undefined
    if (memory.length > 0) flush()
    else timer = setTimeout(flushSoon, flushMs)
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (batch === undefined) return
    const full = batch.finish(droppedBefore)
    batch = undefined
    if (full.entries === 0) {
      memory.push(full.bytes)
      return
    }
    if (isClosed) {
      drop(full.entries, WRITER_GONE)
      return
    }
    droppedBefore = 0
    unanswered += full.entries
    send({ kind: 'write', batch: full }, [full.bytes])
  }

  function send(message: ToWriter, transfer: ArrayBuffer[] = []): void {
    thread.postMessage(message, transfer)
  }

  thread.on('message', (message: FromWriter) => {
    memory.push(message.bytes)
    unanswered -= message.entries
    if (message.kind === 'written') report.written()
    else drop(message.entries, message.why)
  })
  const ended = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      isClosed = true
      resolve()
    })
  })
  thread.once('error', (error) => {
    isClosed = true
    drop(unanswered, `the writer failed: ${error.message}`)
    unanswered = 0
  })

  thread.unref() // after the listeners, which hold the process

  return {
    write,
    get dropped() {
      return dropped
    },
    async close() {
      flush()
      isClosed = true
      thread.ref()
      send({ kind: 'close' })
      await ended
      report.close()
    },
  }
}

function startThread(workerData: WriterOptions): Worker {
  // `.ts` when the sources run, `.js` when they were compiled.
  const source = new URL(`./writer-thread${extname(import.meta.url)}`, import.meta.url)
  return new Worker(source, {
    workerData,
    name: 'journal',
    // Not ours by inheritance: `--input-type` of a program given with `-e` keeps a thread from starting.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
}

const WRITER_GONE = 'its writer has ended'

/** 4 MiB in all: half a second of entries at the highest rate measured. */
const BUFFERS = 16
const BUFFER_BYTES = 256 * 1024
const FLUSH_MS = 200
const BYTES_MAX = 256 * 1024 * 1024
