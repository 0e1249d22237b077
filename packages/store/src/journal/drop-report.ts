/** What is said about entries that were not written down. */
export type JournalNotice =
  | { readonly kind: 'dropped'; readonly entries: number; readonly why: string }
  | { readonly kind: 'resumed'; readonly dropped: number }

export interface DropReport {
  dropped(entries: number, why: string): void
  written(): void
  /** Says what has not been said yet. */
  close(): void
}

/**
 * Turns thousands of drops into a few notices: the first at once, then the sum once per interval,
 * then one when writing works again.
 */
export function reportDrops(options: {
  readonly intervalMs: number
  readonly notify: (notice: JournalNotice) => void
}): DropReport {
  let unsaid = 0
  let dropped = 0
  let why = ''
  let timer: NodeJS.Timeout | undefined

  function say(): void {
    timer = undefined
    if (unsaid === 0) return
    options.notify({ kind: 'dropped', entries: unsaid, why })
    unsaid = 0
    timer = setTimeout(say, options.intervalMs)
    timer.unref()
  }

  return {
    dropped(entries, reason) {
      unsaid += entries
      dropped += entries
      why = reason
      if (timer === undefined) say()
    },
    written() {
      if (dropped === 0) return
      clearTimeout(timer)
      say()
      clearTimeout(timer)
      timer = undefined
      options.notify({ kind: 'resumed', dropped })
      dropped = 0
    },
    close() {
      clearTimeout(timer)
      say()
      clearTimeout(timer)
    },
  }
}
