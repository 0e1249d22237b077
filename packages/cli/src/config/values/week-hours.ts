import { type Hours, parseHours } from '@hopwise/proxy'
import type { z } from 'zod'
import { parsedText } from './parsed-text.ts'

/** Times of the week. */
export function weekHours(): z.ZodType<Hours> {
  return parsedText('write times of the week, such as mon-fri 08:00-18:00', (text) => {
    const parsed = parseHours(text)
    return parsed.kind === 'hours' ? parsed.hours : parsed
  })
}
