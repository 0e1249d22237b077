import type { DatabaseSync } from 'node:sqlite'
import { decodeEntry, type Entry, type FaultCode } from '@hopwise/journal'
import { openForReading } from '../open-database.ts'
import { storeErrorFrom } from '../store-error.ts'
import { hasRow } from './batch.ts'
import { JOURNAL_STEPS } from './journal-schema.ts'
import { unpackLines } from './segment-lines.ts'

export interface JournalQuery {
  /** Arrival of the request, milliseconds since the epoch, both inclusive. */
  readonly sinceMs?: number
  readonly untilMs?: number
  readonly fault?: FaultCode
  readonly user?: string
  /** Name of a rule that decided, or that only reports and would have refused. */
  readonly rule?: string
  /** Name of the parent proxy that was asked, or was to be. */
  readonly parent?: string
  /** The latest so many. */
  readonly limit: number
}

export interface JournalReader {
  /** In order of arrival. */
  read(query: JournalQuery): readonly Entry[]
  /** How many entries were dropped in the time of the query. */
  missing(query: Pick<JournalQuery, 'sinceMs' | 'untilMs'>): number
  find(exchange: string): Entry | undefined
  close(): void
}

/**
 * Reads a journal, also while a proxy writes it.
 *
 * @throws {StoreError} here and in every method
 */
export function openJournalReader(file: string): JournalReader {
  const database = openForReading(file, { steps: JOURNAL_STEPS, busyMs: 5_000 })
  function guarded<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw storeErrorFrom(error, file)
    }
  }
  return {
    read: (query) => guarded(() => readLatest(database, query)),
    missing: (query) => guarded(() => sumGaps(database, query)),
    find: (exchange) => guarded(() => findExchange(database, exchange)),
    close: () => database.close(),
  }
}

function readLatest(database: DatabaseSync, query: JournalQuery): Entry[] {
  const found: Entry[] = []
  const { fault } = query
  const isIndexed = fault !== undefined && hasRow(fault)
  const lines = isIndexed ? faultLines(database, query, fault) : everyLine(database, query)
  for (const line of lines) {
    if (found.length >= query.limit) break
    const entry = readEntry(line, query)
    if (entry !== undefined) found.push(entry)
  }
  return found.sort((a, b) => a.time - b.time || (a.exchange < b.exchange ? -1 : 1))
}

/** Latest first, without those whose segment cannot hold what is asked for. */
function* everyLine(database: DatabaseSync, query: JournalQuery): Iterable<string> {
  const ids = database
    .prepare('SELECT id FROM segment WHERE last_time >= ? AND first_time <= ? ORDER BY id DESC')
    .all(since(query), until(query))
  const linesOf = readSegments(database)
  for (const { id } of ids) yield* linesOf(Number(id)).toReversed()
}

/** By the index; a segment is unpacked once for all of its lines. */
function* faultLines(
  database: DatabaseSync,
  query: JournalQuery,
  fault: FaultCode,
): Iterable<string> {
  const rows = database
    .prepare(
      `SELECT segment, position FROM faulted
       WHERE fault = ? AND time BETWEEN ? AND ? AND user IS coalesce(?, user)
       ORDER BY segment DESC, position DESC LIMIT ?`,
    )
    .all(fault, since(query), until(query), query.user ?? null, rowsMax(query))
  const linesOf = readSegments(database)
  for (const { segment, position } of rows) {
    const line = linesOf(Number(segment))[Number(position)]
    if (line !== undefined) yield line
  }
}

/** The index knows no rules and no parents: what they leave out is not known before the line is read. */
function rowsMax({ rule, parent, limit }: JournalQuery): number {
  return rule === undefined && parent === undefined ? limit : NO_LIMIT
}

/** Remembers the last one; a segment that the writer has dropped meanwhile has no lines. */
function readSegments(database: DatabaseSync): (id: number) => readonly string[] {
  const select = database.prepare('SELECT lines FROM segment WHERE id = ?')
  let lastId: number | undefined
  let lines: readonly string[] = []
  return (id) => {
    if (id === lastId) return lines
    const row = select.get(id)
    lastId = id
    lines = row === undefined ? [] : unpackLines(blobOf(row))
    return lines
  }
}

function readEntry(line: string, query: JournalQuery): Entry | undefined {
  // A search in the text is ten times as fast as parsing what is then thrown away.
  for (const text of [query.user, query.rule, query.parent]) {
    if (text !== undefined && !line.includes(JSON.stringify(text))) return undefined
  }
  const entry = decodeEntry(line).value
  if (entry === undefined) return undefined
  if (query.rule !== undefined && !hasRule(entry, query.rule)) return undefined
  if (entry.time < since(query) || entry.time > until(query)) return undefined
  if (query.user !== undefined && entry.user !== query.user) return undefined
  if (query.parent !== undefined && entry.parent !== query.parent) return undefined
  if (query.fault !== undefined && entry.fault !== query.fault) return undefined
  return entry
}

function hasRule({ rule, wouldRefuse }: Entry, name: string): boolean {
  return rule === name || wouldRefuse === name
}

function findExchange(database: DatabaseSync, exchange: string): Entry | undefined {
  const segments = database
    .prepare(
      `SELECT lines FROM segment WHERE first_exchange <= ? AND last_exchange >= ? ORDER BY id DESC`,
    )
    .iterate(exchange, exchange)
  const key = JSON.stringify(exchange)
  for (const row of segments) {
    for (const line of unpackLines(blobOf(row))) {
      if (!line.includes(key)) continue
      const entry = decodeEntry(line).value
      if (entry?.exchange === exchange) return entry
    }
  }
  return undefined
}

function sumGaps(database: DatabaseSync, query: Pick<JournalQuery, 'sinceMs' | 'untilMs'>): number {
  const sum = database.prepare('SELECT sum(entries) AS lost FROM gap WHERE time BETWEEN ? AND ?')
  return Number(sum.get(since(query), until(query))?.['lost'] ?? 0)
}

function blobOf(row: Record<string, unknown>): Uint8Array {
  const { lines } = row
  if (!(lines instanceof Uint8Array)) throw new TypeError('segment.lines is a blob')
  return lines
}

function since(query: Pick<JournalQuery, 'sinceMs'>): number {
  return query.sinceMs ?? 0
}

function until(query: Pick<JournalQuery, 'untilMs'>): number {
  return query.untilMs ?? Number.MAX_SAFE_INTEGER
}

/** Of SQLite's LIMIT. */
const NO_LIMIT = -1
