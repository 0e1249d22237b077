import { lookup } from './lookup.ts'
import type { FieldRule } from './row.ts'

/**
 * Fields that a response with this code must carry. A rule with `when` holds only under that
 * condition, which the reader has to know; an unregistered code requires nothing.
 */
export function requiredFields(code: number): readonly FieldRule[] {
  const found = lookup(code)
  return found.kind === 'registered' ? found.fields.filter(isRequired) : []
}

function isRequired(rule: FieldRule): boolean {
  return rule.level === 'required'
}
