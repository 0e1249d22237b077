import type { z } from 'zod'
import { parsedText } from './parsed-text.ts'

/** A span of time, written with its unit: `500ms`, `30s`, `5m`, `2h`, `7d`. */
export class Duration {
  readonly ms: number
  readonly #written: string

  constructor(ms: number, written: string) {
    this.ms = ms
    this.#written = written
  }

  toJSON(): string {
    return this.#written
  }
}

export function duration(): z.ZodType<Duration> {
  return parsedText('write a span of time with its unit, such as 500ms, 30s, 5m, 2h or 7d', parse)
}

function parse(text: string): Duration | undefined {
  const [, digits, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? []
  if (digits === undefined || unit === undefined || Number(digits) === 0) return undefined
  const ms = Number(digits) * UNIT_MS[unit as keyof typeof UNIT_MS]
  return ms > MS_MAX ? undefined : new Duration(ms, text)
}

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
/** What a timer of Node can wait: 24 days. A longer one would fire at once. */
const MS_MAX = 2 ** 31 - 1
