import type { Writable } from 'node:stream'
import type { Entry } from '@hopwise/journal'
import { reportDrops } from '@hopwise/store'
import type { FormatExchange } from './exchange-format.ts'

export interface ExchangePrinter {
  /** Never waits, never throws. */
  print(entry: Entry, json: string): void
  /** Resolves when everything is written, or cannot be written any more. */
  close(): Promise<void>
}

/**
 * Prints exchanges in batches: one write per 20 ms or 64 KiB. A reader that does not follow costs
 * lines, which are counted and said, not memory; a reader that has gone ends the printing.
 */
export function createExchangePrinter(options: {
  readonly output: Writable
  readonly format: FormatExchange
  readonly notify: (text: string) => void
}): ExchangePrinter {
  const { output, format, notify } = options
  const drops = reportDrops({
    intervalMs: 10_000,
    notify: (notice) => {
      if (notice.kind === 'dropped') notify(tooSlow(notice.entries))
    },
  })
  let pending = ''
  let timer: NodeJS.Timeout | undefined
  let isGone = false

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (pending === '' || isGone || output.writableNeedDrain) return
    const text = pending
    pending = ''
    output.write(text)
    drops.written()
  }

  output.on('drain', flush)
  output.on('error', () => {
    if (isGone) return
    isGone = true
    pending = ''
    notify('Standard output was closed: exchanges are not printed any more, the journal goes on.')
  })

  return {
    print(entry, json) {
      if (isGone) return
      if (pending.length > PENDING_MAX) {
        drops.dropped(1, '')
        return
      }
      pending += `${format(entry, json)}\n`
      if (pending.length >= WRITE_SIZE) flush()
      else timer ??= setTimeout(flush, WRITE_MS)
    },
    close() {
      clearTimeout(timer)
      drops.close()
      return lastWrite(output, isGone ? '' : pending)
    },
  }
}

/** Without end(): standard output is not ours to close. A stopped terminal is not waited for. */
function lastWrite(output: Writable, text: string): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, CLOSE_MS)
    output.write(text, () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function tooSlow(entries: number): string {
  const exchanges = entries === 1 ? '1 exchange was' : `${entries} exchanges were`
  return `Standard output does not keep up: ${exchanges} not printed (the journal has them).`
}

const WRITE_MS = 20
const WRITE_SIZE = 64 * 1024
const PENDING_MAX = 4 * 1024 * 1024
const CLOSE_MS = 1_000
