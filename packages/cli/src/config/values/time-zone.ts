import { parseTimeZone, type TimeZone } from '@hopwise/proxy'
import type { z } from 'zod'
import { parsedText } from './parsed-text.ts'

/** A time zone, and how it is called. */
export interface NamedZone {
  readonly zone: TimeZone
  toJSON(): string
}

export function timeZone(): z.ZodType<NamedZone> {
  return parsedText('write a time zone, such as UTC, +02:00 or Europe/Berlin', (text) => {
    const parsed = parseTimeZone(text)
    return parsed.kind === 'zone' ? { zone: parsed.zone, toJSON: () => text } : undefined
  })
}
