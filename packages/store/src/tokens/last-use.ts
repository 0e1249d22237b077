/** When tokens were last used, written down later and together. */
export interface LastUse {
  /** @param writtenMs what is written down already */
  note(hash: string, nowMs: number, writtenMs: number | undefined): void
  /** Writes down everything now. */
  close(): void
}

export interface LastUseOptions {
  /** Writes some of them; false when that is not possible now. */
  readonly write: (uses: readonly (readonly [hash: string, timeMs: number])[]) => boolean
  readonly delayMs?: number
  readonly batchMax?: number
  readonly pendingMax?: number
}

/**
 * Nothing is written while a request waits, and no more often than anybody would look: a token in use
 * all day is written down every few minutes. What does not fit is left out: it will be used again.
 */
export function createLastUse(options: LastUseOptions): LastUse {
  const { write, delayMs = DELAY_MS, batchMax = BATCH_MAX, pendingMax = PENDING_MAX } = options
  const pending = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined

  function schedule(): void {
    if (timer !== undefined || pending.size === 0) return
    timer = setTimeout(() => {
      timer = undefined
      writeSome()
      schedule()
    }, delayMs)
    timer.unref()
  }

  function writeSome(): boolean {
    const batch = [...pending].slice(0, batchMax)
    if (!write(batch)) return false
    for (const [hash] of batch) pending.delete(hash)
    return true
  }

  return {
    note(hash, nowMs, writtenMs) {
      if (writtenMs !== undefined && nowMs - writtenMs < PRECISION_MS) return
      if (pending.size >= pendingMax && !pending.has(hash)) return
      pending.set(hash, nowMs)
      schedule()
    },
    close() {
      clearTimeout(timer)
      while (pending.size > 0 && writeSome());
    },
  }
}

const DELAY_MS = 5_000
/** Half as long as a verified token is remembered, so that every look at the store may count. */
const PRECISION_MS = 150_000
/** About 2 ms of the thread. */
const BATCH_MAX = 256
/** Half a megabyte. */
const PENDING_MAX = 4_096
