import type { Writable } from 'node:stream'
import type { Entry } from '@hopwise/journal'
import { type DropReport, reportDrops } from '@hopwise/store'
import type { FormatExchange } from './exchange-format.ts'
import { PendingLines } from './pending-lines.ts'

export interface ExchangePrinter {
  /** Never waits, never throws. `json` is the entry as the journal keeps it, and is not kept here. */
  print(entry: Entry, json: Uint8Array): void
  /** Resolves when everything is written, or cannot be written any more. */
  close(): Promise<void>
}

export interface PrinterOptions {
  readonly output: Writable
  readonly format: FormatExchange
  readonly notify: (text: string) => void
}

/**
 * Prints exchanges in batches: one write per 20 ms or 64 KiB. A reader that does not follow costs
 * lines, which are counted and said, not memory; a reader that has gone ends the printing.
 */
export function createExchangePrinter(options: PrinterOptions): ExchangePrinter {
  return new BatchPrinter(options)
}

class BatchPrinter implements ExchangePrinter {
  readonly #options: PrinterOptions
  readonly #drops: DropReport
  readonly #pending = new PendingLines()
  #timer: NodeJS.Timeout | undefined
  #isGone = false

  constructor(options: PrinterOptions) {
    const { output, notify } = options
    this.#options = options
    this.#drops = reportDrops({
      intervalMs: NOTICE_MS,
      notify: (notice) => {
        if (notice.kind === 'dropped') notify(tooSlow(notice.entries))
      },
    })
    output.on('drain', this.#flush)
    output.on('error', () => this.#giveUp())
  }

  print(entry: Entry, json: Uint8Array): void {
    if (this.#isGone) return
    if (this.#pending.length > PENDING_MAX) {
      this.#drops.dropped(1, '')
      return
    }
    this.#pending.add(this.#options.format(entry, json))
    if (this.#pending.length >= WRITE_SIZE) this.#flush()
    else this.#timer ??= setTimeout(this.#flush, WRITE_MS)
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#drops.close()
    if (!this.#isGone) await lastWrite(this.#options.output, this.#pending.take())
  }

  readonly #flush = (): void => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { output } = this.#options
    if (this.#pending.length === 0 || this.#isGone || output.writableNeedDrain) return
    const lines = this.#pending.take()
    output.write(lines, () => this.#pending.giveBack(lines))
    this.#drops.written()
  }

  #giveUp(): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#pending.take()
    this.#options.notify(
      'Standard output was closed: exchanges are not printed any more, the journal goes on.',
    )
  }
}

/** Without end(): standard output is not ours to close. A stopped terminal is not waited for. */
function lastWrite(output: Writable, lines: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, CLOSE_MS)
    output.write(lines, () => {
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
const NOTICE_MS = 10_000
