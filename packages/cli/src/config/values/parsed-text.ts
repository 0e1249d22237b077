import { z } from 'zod'

/** What is wrong with a text, as a parser of ours tells it. */
interface Malformed {
  readonly kind: 'malformed'
  /** Index of the character, from 0. */
  readonly column: number
  readonly problem: string
}

/**
 * A value that is written as text and means something else.
 *
 * @param sentence what to write, for whoever wrote something else; the text itself is not repeated, it
 *   may be a secret in the wrong place
 * @param parse undefined where the text does not say what it should
 */
export function parsedText<T>(
  sentence: string,
  parse: (text: string) => T | Malformed | undefined,
): z.ZodType<T> {
  return z
    .string({ error: (issue) => (issue.input === undefined ? undefined : sentence) })
    .transform((text, context): T => {
      const value = parse(text)
      const problem = isMalformed(value) ? placeIn(value) : sentence
      if (value !== undefined && !isMalformed(value)) return value
      context.issues.push({ code: 'custom', message: problem, input: undefined })
      return z.NEVER
    })
}

function isMalformed(value: object | unknown): value is Malformed {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === MALFORMED
}

function placeIn({ problem, column }: Malformed): string {
  return `${problem} (character ${column + 1})`
}

const MALFORMED = 'malformed'
