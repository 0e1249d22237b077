import { type HostPattern, parseHostPattern } from '@hopwise/proxy'
import type { z } from 'zod'
import { parsedText } from './parsed-text.ts'

/** A pattern for destinations, as policy, routes and restrictions write it. */
export function hostPattern(): z.ZodType<HostPattern> {
  return parsedText(
    "write a host, '*.example.com', an address or a range of them, each with or without :PORT",
    (text) => {
      const parsed = parseHostPattern(text)
      return parsed.kind === 'pattern' ? parsed.pattern : parsed
    },
  )
}
