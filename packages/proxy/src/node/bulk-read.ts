import type { OnReadOpts } from 'node:net'

/**
 * How a connection is read: into one large buffer that all of them share, from which each piece is
 * copied at its own size. Node's usual way allocates 64 KiB for each read whatever comes, and passes
 * it through a stream's queue. This costs 1 µs less for a small piece, and in bulk, with four times as
 * much in one read, a third less for each octet (`npm run bench`).
 *
 * What comes before somebody takes it is held: a server may speak first.
 */
export class BulkRead {
  readonly options: OnReadOpts
  readonly #early: Uint8Array[] = []
  #pass: ((piece: Uint8Array) => unknown) | undefined
  #take: Take | undefined

  /** @param size what one read may bring: 64 KiB, as much as Node's, or four times as much */
  constructor(size: 'usual' | 'large' = 'large') {
    const buffer = size === 'large' ? shared : usual
    this.options = { buffer, callback: (bytes) => this.#came(bytes) }
  }

  /** Octets that have come and that nobody has taken yet. */
  get earlyBytes(): number {
    return this.#early.reduce((sum, piece) => sum + piece.length, 0)
  }

  /** From now on pieces go to `pass`; those that came before are given back. */
  passTo(pass: (piece: Uint8Array) => unknown): readonly Uint8Array[] {
    this.#pass = pass
    this.#take = undefined
    return this.#early.splice(0)
  }

  /**
   * The same for who is done with nearly every piece at once. The memory of large ones then serves for
   * the next: a gigabyte of new buffers has V8 look through its whole heap dozens of times.
   */
  lendTo(take: Take): readonly Uint8Array[] {
    const early = this.passTo(take)
    this.#take = take
    return early
  }

  /** Takes back what was not used: it and what comes is held for somebody else. */
  hold(pieces: readonly Uint8Array[]): void {
    this.#pass = undefined
    this.#take = undefined
    this.#early.push(...pieces)
  }

  #came(bytes: number): boolean {
    const octets = shared.subarray(0, bytes)
    if (this.#take !== undefined && bytes >= LENT_BYTES_MIN) lend(octets, this.#take)
    else if (this.#pass !== undefined) this.#pass(Buffer.from(octets))
    else this.#early.push(Buffer.from(octets))
    return true
  }
}

/** `true`: the piece is nobody's any more. */
export type Take = (piece: Uint8Array) => boolean

function lend(octets: Uint8Array, take: Take): void {
  const memory = spare ?? Buffer.allocUnsafeSlow(SHARED_BYTES)
  spare = undefined
  memory.set(octets)
  if (take(memory.subarray(0, octets.length))) spare = memory
}

const SHARED_BYTES = 256 * 1024
// Safe to share: a read is copied before the next one can begin, and there is one thread.
const shared = Buffer.allocUnsafeSlow(SHARED_BYTES)
const usual = shared.subarray(0, 64 * 1024)
let spare: Buffer | undefined
/** Who keeps a piece keeps `SHARED_BYTES`: that is for pieces at which a slow peer is waited for. */
const LENT_BYTES_MIN = 64 * 1024
