import type { Entry, Outcome } from './entry.ts'
import { FAULTS, type FaultCode } from './fault-codes.ts'
import { isReasonId, type ReasonId } from './reasons.ts'

/**
 * What happened, counted. Every map is bounded by its key type, whatever clients send: reasons that
 * nobody defined are counted under `other`.
 */
export interface Counts {
  exchanges: number
  /** Exchanges where the proxy, the next hop or the network did not do its part. */
  failures: number
  readonly outcomes: Record<Outcome, number>
  readonly statuses: Map<number, number>
  /** Faults of exchanges that went wrong; the one a normal first 407 carries is not among them. */
  readonly faults: Map<FaultCode, number>
  readonly reasons: Map<ReasonId | 'other', number>
  bytesFromClient: number
  bytesToClient: number
}

export function emptyCounts(): Counts {
  return {
    exchanges: 0,
    failures: 0,
    outcomes: { ...NO_OUTCOMES },
    statuses: new Map(),
    faults: new Map(),
    reasons: new Map(),
    bytesFromClient: 0,
    bytesToClient: 0,
  }
}

/** Adds one exchange. Changes `counts`: it is called once per exchange and must not allocate. */
export function count(counts: Counts, entry: Entry): void {
  counts.exchanges++
  counts.outcomes[entry.outcome]++
  counts.bytesFromClient += entry.bytes.fromClient
  counts.bytesToClient += entry.bytes.toClient
  increment(counts.statuses, entry.status)
  if (entry.reason !== undefined) increment(counts.reasons, knownReason(entry.reason))
  if (entry.fault !== undefined && entry.outcome !== 'challenged') {
    increment(counts.faults, entry.fault)
  }
  if (isFailure(entry)) counts.failures++
}

/** The counts of all entries: the fold for logs and tests. */
export function countAll(entries: Iterable<Entry>): Counts {
  const counts = emptyCounts()
  for (const entry of entries) count(counts, entry)
  return counts
}

/**
 * Whether somebody has to look at it. A challenge is how authentication begins, a refusal is the
 * proxy doing its work, and a client that went away took its own decision: none of them is a failure.
 */
export function isFailure(entry: Entry): boolean {
  if (entry.outcome === 'failed') return true
  if (entry.outcome === 'refused') return partyOf(entry) === 'proxy'
  if (entry.outcome === 'aborted') return partyOf(entry) !== 'client'
  return false
}

function partyOf(entry: Entry): string | undefined {
  return entry.fault && FAULTS[entry.fault].party
}

function knownReason(reason: string): ReasonId | 'other' {
  return isReasonId(reason) ? reason : 'other'
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

const NO_OUTCOMES: Record<Outcome, number> = {
  relayed: 0,
  tunnelled: 0,
  answered: 0,
  challenged: 0,
  refused: 0,
  failed: 0,
  aborted: 0,
}
