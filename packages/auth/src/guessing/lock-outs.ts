/** Somebody who has to wait. */
export interface LockOut {
  /** As claimed; undefined for everybody behind the prefix. */
  readonly user: string | undefined
  /** A client prefix: `192.0.2.7/32`. */
  readonly client: string
  readonly refusals: number
  /** Milliseconds since the epoch. */
  readonly beganMs: number
  readonly endsMs: number
}

/** Where lock-outs are kept beyond this process: so that an operator can see and end them. */
export interface LockOutLedger {
  /** Those that have not ended. */
  read(): readonly LockOut[]
  write(lockOut: LockOut): void
  /** Another number when somebody else has changed what is kept. Cheap, synchronous. */
  version(): number
}

export interface LockOuts {
  begin(who: Pick<LockOut, 'user' | 'client' | 'refusals'>, forMs: number): void
  /** Milliseconds until it ends; 0 for whoever is not locked out. */
  leftMs(user: string | undefined, client: string): number
}

export interface LockOutsOptions {
  readonly nowMs: () => number
  readonly ledger?: LockOutLedger | undefined
  readonly entriesMax?: number
}

/** Bounded: when there are too many, the oldest gives way, as it is the next to end. */
export function createLockOuts(options: LockOutsOptions): LockOuts {
  const { nowMs, ledger, entriesMax = ENTRIES_MAX } = options
  const ends = new Map<string, number>()
  let known = Number.NaN

  /** What an operator has ended in the meantime is over here too. */
  function catchUp(): void {
    if (ledger === undefined || ledger.version() === known) return
    ends.clear()
    for (const { user, client, endsMs } of ledger.read()) ends.set(keyOf(user, client), endsMs)
    known = ledger.version()
  }

  return {
    begin({ user, client, refusals }, forMs) {
      catchUp()
      const key = keyOf(user, client)
      const beganMs = nowMs()
      if ((ends.get(key) ?? 0) > beganMs) return
      ends.delete(key)
      if (ends.size >= entriesMax) ends.delete(ends.keys().next().value ?? '')
      ends.set(key, beganMs + forMs)
      ledger?.write({ user, client, refusals, beganMs, endsMs: beganMs + forMs })
      if (ledger !== undefined) known = ledger.version()
    },
    leftMs(user, client) {
      if (Number.isNaN(known)) catchUp()
      const key = keyOf(user, client)
      // Others only end what we have begun: whoever is not locked out, and signs in with each request as
      // Digest does, need not wait for a look at the file.
      if ((ends.get(key) ?? 0) <= nowMs()) return 0
      catchUp()
      return Math.max(0, (ends.get(key) ?? 0) - nowMs())
    },
  }
}

function keyOf(user: string | undefined, client: string): string {
  return user === undefined ? client : `${client} ${user}`
}

/** About 2 MB. */
const ENTRIES_MAX = 10_000
