import type { Fields } from './field-section.ts'
import { listOf } from './fields.ts'

/** Our member of `Via` (RFC 9110 §7.6.3): the version the message came in, and our pseudonym. */
export function formatVia(minorVersion: 0 | 1, pseudonym: string): string {
  return minorVersion === 1 ? `1.1 ${pseudonym}` : `1.0 ${pseudonym}`
}

/**
 * Who has passed this message on before us, in order.
 *
 *     Via = #( received-protocol RWS received-by [ RWS comment ] )
 */
export function viaReceivedBy(fields: Fields): readonly string[] {
  const members = listOf(fields, 'via')
  if (members.length === 0) return members
  return members.flatMap((member) => member.split(/[ \t]+/, 2)[1] ?? [])
}
