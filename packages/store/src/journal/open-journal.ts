import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Entry } from '@hopwise/journal'
import type { Batch } from './batch.ts'
import { Batching } from './batching.ts'
import { type DropReport, type JournalNotice, reportDrops } from './drop-report.ts'
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
  /**
   * Never waits, never throws.
   *
   * @param line the entry as JSON in UTF-8, without a line break; copied before this returns
   */
  write(line: Uint8Array, entry: Entry): void
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
  openJournalDatabase(options.file).close()
  return new ThreadedJournal(options)
}

class ThreadedJournal implements JournalSink {
  readonly #thread: Worker
  readonly #batching: Batching
  readonly #report: DropReport
  readonly #ended: Promise<void>
  #dropped = 0
  /** Entries that were sent and not yet answered for. */
  #underWay = 0
  #isClosed = false

  constructor(options: JournalOptions) {
    const { file, notify, bytesMax = BYTES_MAX, flushMs = FLUSH_MS } = options
    this.#report = reportDrops({ notify, intervalMs: options.noticeIntervalMs ?? NOTICE_MS })
    this.#batching = new Batching({
      buffers: BUFFERS,
      bufferBytes: BUFFER_BYTES,
      flushMs,
      send: (batch) => this.#send(batch),
      dropped: (why) => this.#drop(1, why),
    })
    this.#thread = startThread({ file, bytesMax })
    this.#ended = this.#listen()
  }

  get dropped(): number {
    return this.#dropped
  }

  write(line: Uint8Array, entry: Entry): void {
    if (this.#isClosed) this.#drop(1, WRITER_GONE)
    else this.#batching.write(line, entry)
  }

  async close(): Promise<void> {
    this.#batching.flush()
    this.#isClosed = true
    this.#thread.ref()
    const message: ToWriter = { kind: 'close', dropped: this.#batching.droppedBefore }
    this.#thread.postMessage(message)
    await this.#ended
    this.#report.close()
  }

  #send(batch: Batch): void {
    if (this.#isClosed) {
      this.#drop(batch.entries, WRITER_GONE)
      return
    }
    this.#underWay += batch.entries
    const message: ToWriter = { kind: 'write', batch }
    this.#thread.postMessage(message, [batch.bytes])
  }

  /** Resolves when the thread has ended. */
  #listen(): Promise<void> {
    this.#thread.on('message', (answer: FromWriter) => this.#take(answer))
    this.#thread.once('error', (error) => {
      this.#isClosed = true
      this.#drop(this.#underWay, `the writer failed: ${error.message}`)
      this.#underWay = 0
    })
    const ended = new Promise<void>((resolve) => {
      this.#thread.once('exit', () => {
        this.#isClosed = true
        resolve()
      })
    })
    this.#thread.unref() // after the listeners, which hold the process
    return ended
  }

  #take(answer: FromWriter): void {
    this.#batching.takeBack(answer.bytes)
    this.#underWay -= answer.entries
    if (answer.kind === 'written') this.#report.written()
    else this.#drop(answer.entries, answer.why)
  }

  #drop(entries: number, why: string): void {
    if (entries === 0) return
    this.#dropped += entries
    this.#report.dropped(entries, why)
  }
}

function startThread(workerData: WriterOptions): Worker {
  // Beside this file, as compiled as it is: tools/build/bundle.ts keeps that true of the bundle.
  const source = new URL(`./writer-thread${extname(import.meta.url)}`, import.meta.url)
  return new Worker(source, {
    workerData,
    name: 'journal',
    // Not ours by inheritance: `--input-type` of a program given with `-e` keeps a thread from starting.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
}

const WRITER_GONE = 'its writer has ended'

/** 4 MiB in all: a third of a second of entries at the highest rate measured. */
const BUFFERS = 4
/** Three quarters of the writer's time for a batch of 256 KiB do not depend on its size. */
const BUFFER_BYTES = 1024 * 1024
const FLUSH_MS = 200
const NOTICE_MS = 10_000
const BYTES_MAX = 256 * 1024 * 1024
