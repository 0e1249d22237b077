import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { openDatabase } from '../open-database.ts'
import { storeErrorFrom } from '../store-error.ts'
import type { Batch } from './batch.ts'
import { JOURNAL_STEPS } from './journal-schema.ts'
import { packLines } from './segment-lines.ts'

export interface SegmentWriterOptions {
  readonly file: string
  /** What the journal may take on the disk; the oldest segments go first. */
  readonly bytesMax: number
  readonly nowMs: () => number
}

export interface SegmentWriter {
  /**
   * One transaction: all of the batch or nothing.
   *
   * @throws {StoreError} when the database cannot take it; the next batch may succeed, and then
   *   stores how many entries were lost before it
   */
  write(batch: Batch): void
  /**
   * Stores what was lost and is not stored yet, if that is possible now.
   *
   * @param dropped entries of which no batch has told
   */
  close(dropped: number): void
}

/** Opens the database with the first batch, and again with the next one when that did not succeed. */
export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  let open: { readonly database: DatabaseSync; readonly statements: Statements } | undefined
  let lost = 0

  function connected(): NonNullable<typeof open> {
    if (open === undefined) {
      const database = openJournalDatabase(options.file)
      open = { database, statements: prepare(database) }
    }
    return open
  }

  function write(batch: Batch): void {
    const { database, statements } = connected()
    try {
      database.exec('BEGIN IMMEDIATE')
      insert(batch, statements)
      if (lost > 0) statements.gap.run(options.nowMs(), lost)
      dropOldest(statements, options.bytesMax)
      database.exec('COMMIT')
    } catch (error) {
      // SQLite has rolled back by itself after SQLITE_FULL and SQLITE_IOERR.
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  function storeLoss(): void {
    try {
      connected().statements.gap.run(options.nowMs(), lost)
    } catch {
      // It was said when it happened; there is no later to store it in.
    }
  }

  return {
    write(batch) {
      lost += batch.droppedBefore
      try {
        write(batch)
        lost = 0
      } catch (error) {
        lost += batch.entries
        throw storeErrorFrom(error, options.file)
      }
    },
    close(dropped) {
      lost += dropped
      if (lost > 0) storeLoss()
      open?.database.close()
    },
  }
}

/** @throws {StoreError} */
export function openJournalDatabase(file: string): DatabaseSync {
  return openDatabase(file, { steps: JOURNAL_STEPS, busyMs: BUSY_MS })
}

function insert(batch: Batch, { segment, faulted }: Statements): void {
  const { lastInsertRowid } = segment.run(
    batch.firstTime,
    batch.lastTime,
    batch.firstExchange,
    batch.lastExchange,
    batch.entries,
    packLines(new Uint8Array(batch.bytes, 0, batch.used)),
  )
  for (const { position, time, fault, user } of batch.faulted) {
    faulted.run(lastInsertRowid, position, time, fault, user)
  }
}

/** A few at a time: a smaller limit than before is reached over several batches. */
function dropOldest({ usedBytes, oldest }: Statements, bytesMax: number): void {
  for (let i = 0; i < DROPS_PER_BATCH; i++) {
    if (Number(usedBytes.get()?.['bytes']) <= bytesMax) return
    if (Number(oldest.run().changes) === 0) return
  }
}

type Statements = ReturnType<typeof prepare>

function prepare(database: DatabaseSync): {
  readonly segment: StatementSync
  readonly faulted: StatementSync
  readonly gap: StatementSync
  readonly usedBytes: StatementSync
  readonly oldest: StatementSync
} {
  return {
    segment: database.prepare(
      `INSERT INTO segment (first_time, last_time, first_exchange, last_exchange, entries, lines)
       VALUES (?, ?, ?, ?, ?, ?)`,
    ),
    faulted: database.prepare(
      'INSERT INTO faulted (segment, position, time, fault, user) VALUES (?, ?, ?, ?, ?)',
    ),
    gap: database.prepare('INSERT INTO gap (time, entries) VALUES (?, ?)'),
    usedBytes: database.prepare(
      `SELECT (page_count - freelist_count) * page_size AS bytes
       FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
    ),
    // Never the segment that was just written.
    oldest: database.prepare(
      `DELETE FROM segment WHERE id = (SELECT min(id) FROM segment)
       AND id < (SELECT max(id) FROM segment)`,
    ),
  }
}

/** This thread may wait: entries pile up to a bound meanwhile, see `openJournal`. */
const BUSY_MS = 2_000

const DROPS_PER_BATCH = 16
