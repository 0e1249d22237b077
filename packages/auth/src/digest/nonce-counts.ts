/** What becomes of one use of a nonce. */
export type NonceUse =
  /** Never seen: it counts from now on. */
  | 'fresh'
  /** This count has been used. */
  | 'replayed'
  /** The nonce is too old, or we can no longer tell whether this count has been used. */
  | 'stale'

export interface NonceCountsOptions {
  /** For how long a nonce is good, in milliseconds. */
  readonly lifetimeMs: number
  /** How many nonces are kept track of; about 300 octets each. */
  readonly noncesMax: number
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number
}

/** A nonce that has been used. */
export interface UsedNonce {
  readonly issuedMs: number
  readonly code: string
  /** Of its first use, for a `-sess` algorithm: what its secret was made with. */
  readonly cnonce: string | undefined
  /** The one to go on with, once it was offered. */
  next: string | undefined
  /** The highest count seen, and which of those below it were: bit i is `highest - i`. */
  highest: number
  seen: bigint
}

/**
 * Which counts of which nonces have been used, so that nothing is accepted twice (RFC 7616 §5.12).
 *
 * A nonce is entered with its first use, by somebody with the right password: challenges cost
 * nothing. Clients with many connections send counts out of order, so a window of them is kept for
 * each nonce. When an entry leaves, the floor rises to its time of issue: a nonce without an entry
 * that is not above the floor may have been used and is stale. The floor begins with the moment this
 * was made, because an earlier process may have accepted what we know nothing of.
 */
export class NonceCounts {
  readonly #entries = new Map<string, UsedNonce>()
  readonly #options: NonceCountsOptions
  #floorMs: number

  constructor(options: NonceCountsOptions) {
    this.#options = options
    // A nonce of this very millisecond is ours.
    this.#floorMs = options.nowMs() - 1
  }

  /** How many are kept track of now. */
  get size(): number {
    return this.#entries.size
  }

  find(nonce: string): UsedNonce | undefined {
    return this.#entries.get(nonce)
  }

  /**
   * Notes a use, at once: of two requests with the same count the second is refused, however they
   * overlap. To be asked only when all else is right.
   */
  use(
    nonce: string,
    issued: Pick<UsedNonce, 'issuedMs' | 'code'>,
    count: number,
    cnonce: string | undefined,
  ): NonceUse {
    const ageMs = this.#options.nowMs() - issued.issuedMs
    // Another node's clock may be ahead of ours, but not by much: it would live too long.
    if (ageMs > this.#options.lifetimeMs || ageMs < -CLOCK_SKEW_MS) return 'stale'
    const entry = this.#entries.get(nonce)
    if (entry !== undefined) return noteCount(entry, count)
    if (issued.issuedMs <= this.#floorMs) return 'stale'
    this.#makeRoom()
    const { issuedMs, code } = issued
    this.#entries.set(copyOf(nonce), {
      issuedMs,
      code,
      cnonce: cnonce === undefined ? undefined : copyOf(cnonce),
      next: undefined,
      highest: count,
      seen: 1n,
    })
    return 'fresh'
  }

  /** Those whose time is over leave first, as far as they are the oldest. */
  #makeRoom(): void {
    const { lifetimeMs, noncesMax, nowMs } = this.#options
    const expiredMs = nowMs() - lifetimeMs
    for (const [nonce, { issuedMs }] of this.#entries) {
      if (this.#entries.size < noncesMax && issuedMs >= expiredMs) return
      this.#entries.delete(nonce)
      // Also for the expired: should the clock go back, they would be taken for unused.
      if (issuedMs > this.#floorMs) this.#floorMs = issuedMs
    }
  }
}

/** A part of a text keeps all of it in memory: here, a request head of any size for 48 characters. */
function copyOf(text: string): string {
  return [text.slice(0, 1), text.slice(1)].join('')
}

function noteCount(entry: UsedNonce, count: number): NonceUse {
  const ahead = count - entry.highest
  if (ahead > 0) {
    entry.seen = ahead >= WINDOW ? 1n : BigInt.asUintN(WINDOW, entry.seen << BigInt(ahead)) | 1n
    entry.highest = count
    return 'fresh'
  }
  if (-ahead >= WINDOW) return 'stale'
  const bit = 1n << BigInt(-ahead)
  if ((entry.seen & bit) !== 0n) return 'replayed'
  entry.seen |= bit
  return 'fresh'
}

/**
 * A browser has 32 connections to a proxy. With 64 under full load, one that was accepted late was seen
 * more than 256 behind the others.
 */
const WINDOW = 1024
const CLOCK_SKEW_MS = 60_000
