import { z } from 'zod'
import { parsedText } from './parsed-text.ts'

/** Text that is not empty, on one line. */
export function shortText(): z.ZodType<string> {
  return parsedText('write some text, on one line', (text) =>
    text.length <= LENGTH_MAX && /^\P{Cc}+$/u.test(text) ? text : undefined,
  )
}

/** The realm of a challenge: sent in a quoted string that clients show as it is (RFC 9110 §11.5). */
export function realmText(): z.ZodType<string> {
  return parsedText('write 1 to 200 characters of printable ASCII', (text) =>
    /^[\x20-\x7e]{1,200}$/.test(text) ? text : undefined,
  )
}

/** The name of a part of the configuration, which other parts mention. */
export function partName(): z.ZodString {
  return z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, {
    error: 'write a name of letters, digits, - and _, which begins with a letter',
  })
}

/** A whole number from `min` to `max`. */
export function count(min: number, max: number): z.ZodNumber {
  const error = `write a whole number from ${min} to ${max}`
  return z
    .number({ error: (issue) => (issue.input === undefined ? undefined : error) })
    .int({ error })
    .min(min, { error })
    .max(max, { error })
}

const LENGTH_MAX = 1000
