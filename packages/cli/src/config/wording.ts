import type { z } from 'zod'
import { nearMatch } from '../near-match.ts'

/**
 * What is wrong with a value, in our words; the values themselves are not repeated, they may be
 * secrets. Empty where a schema of several kinds says more by its parts.
 */
export function wording(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return invalidType(issue.expected, issue.input)
    case 'invalid_value':
      return invalidValue(issue.values, issue.input)
    case 'too_small':
      return issue.origin === 'array' ? 'name at least one' : `write at least ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'array' ? 'too many' : `write at most ${issue.maximum}`
    case 'invalid_format':
      return 'this is not written as it should be'
    case 'invalid_key':
      return 'write a name of letters, digits, - and _, which begins with a letter'
    case 'invalid_union':
      return unionWording(issue)
    default:
      return issue.message ?? 'this is not a value that can be used'
  }
}

function invalidType(expected: string, input: unknown): string {
  const wanted = KINDS[expected] ?? expected
  return input === undefined ? MISSING : `write ${wanted}, this is ${KINDS[kindOf(input)]}`
}

function invalidValue(values: readonly unknown[], input: unknown): string {
  if (input === undefined) return MISSING
  const names = values.map(String)
  const near = typeof input === 'string' ? nearMatch(input, names) : undefined
  const hint = near === undefined ? '' : ` (did you mean ${near}?)`
  return names.length === 1 ? `write ${names[0]}` : `write one of ${names.join(', ')}${hint}`
}

/** An object whose kind is missing or none of those there are. */
function unionWording({ discriminator, options, input, note }: UnionIssue): string {
  if (note === undefined || typeof discriminator !== 'string') return ''
  const kinds = (options ?? []).map(String)
  const kind = isRecord(input) ? input[discriminator] : undefined
  return invalidValue(kinds, kind)
}

interface UnionIssue {
  readonly discriminator?: unknown
  readonly options?: readonly unknown[]
  readonly input?: unknown
  readonly note?: unknown
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function kindOf(input: unknown): string {
  if (input === null) return 'null'
  return Array.isArray(input) ? 'array' : typeof input
}

export const MISSING = 'this key is missing'
const KINDS: { readonly [kind: string]: string | undefined } = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'keys with values',
  record: 'names with values',
  null: 'nothing',
}
