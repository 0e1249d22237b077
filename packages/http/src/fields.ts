import type { FieldLine, Fields } from './field-section.ts'

/** Values of all lines of one field, in order. `key` is the name in lower case. */
export function valuesOf(fields: Fields, key: string): readonly string[] {
  let found: string[] | undefined
  for (const line of fields) {
    if (line.key !== key) continue
    if (found === undefined) found = [line.value]
    else found.push(line.value)
  }
  return found ?? NONE
}

/** Value of the first line of a field, or `undefined` where there is none. */
export function firstOf(fields: Fields, key: string): string | undefined {
  for (const line of fields) if (line.key === key) return line.value
  return undefined
}

export function hasField(fields: Fields, key: string): boolean {
  return firstOf(fields, key) !== undefined
}

/** Number of lines of a field: for those that may stand once only. */
export function countOf(fields: Fields, key: string): number {
  let count = 0
  for (const line of fields) if (line.key === key) count++
  return count
}

/**
 * Members of a comma-separated list over all its lines, without the empty ones (RFC 9110 §5.6.1.2).
 * For lists of tokens: a comma inside a quoted string would split.
 */
export function listOf(fields: Fields, key: string): readonly string[] {
  const values = valuesOf(fields, key)
  if (values.length === 0) return NONE
  return values
    .join(',')
    .split(',')
    .map(trimSpace)
    .filter((member) => member !== '')
}

export function field(name: string, value: string): FieldLine {
  return { name, value, key: name.toLowerCase() }
}

/** OWS only: `String.trim` would take obs-text such as NBSP with it. */
export function trimSpace(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '')
}

const NONE: readonly string[] = []
