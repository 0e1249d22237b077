import type { Entry, FaultCode } from '@hopwise/journal'

/** Entries on their way to the writer. `bytes` is lent: it goes to the other thread and comes back. */
export interface Batch {
  readonly bytes: ArrayBuffer
  /** How many of the bytes are lines. */
  readonly used: number
  readonly entries: number
  readonly firstTime: number
  readonly lastTime: number
  readonly firstExchange: string
  readonly lastExchange: string
  readonly faulted: readonly Faulted[]
  /** Entries dropped on this side since the last batch was sent. */
  readonly droppedBefore: number
}

/** An entry that gets a row of its own. */
export interface Faulted {
  readonly position: number
  readonly time: number
  readonly fault: FaultCode
  readonly user: string | null
}

/** Collects lines in one buffer of fixed size. */
export interface BatchBuilder {
  readonly entries: number
  /** False when the line has no room left. */
  add(line: Uint8Array, entry: Entry): boolean
  finish(droppedBefore: number): Batch
}

export function buildBatch(memory: ArrayBuffer): BatchBuilder {
  const bytes = new Uint8Array(memory)
  const faulted: Faulted[] = []
  let used = 0
  let entries = 0
  let firstTime = Number.POSITIVE_INFINITY
  let lastTime = 0
  let firstExchange = ''
  let lastExchange = ''

  return {
    get entries() {
      return entries
    },
    add(line, entry) {
      if (used + line.length + 1 > bytes.length) return false
      bytes.set(line, used)
      used += line.length
      bytes[used++] = NEWLINE
      if (entries === 0) firstExchange = lastExchange = entry.exchange
      else if (entry.exchange < firstExchange) firstExchange = entry.exchange
      else if (entry.exchange > lastExchange) lastExchange = entry.exchange
      if (entry.time < firstTime) firstTime = entry.time
      if (entry.time > lastTime) lastTime = entry.time
      const { time, fault, user = null } = entry
      if (fault !== undefined && hasRow(fault))
        faulted.push({ position: entries, time, fault, user })
      entries++
      return true
    },
    finish: (droppedBefore) => ({
      bytes: memory,
      used,
      entries,
      firstTime,
      lastTime,
      firstExchange,
      lastExchange,
      faulted,
      droppedBefore,
    }),
  }
}

/**
 * Whether entries with this fault are found by an index. The first challenge of a client is normal
 * and as frequent as success, so it is not worth a row.
 */
export function hasRow(fault: FaultCode): boolean {
  return fault !== 'CREDENTIALS_MISSING'
}

const NEWLINE = 0x0a
