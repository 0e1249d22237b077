import { REGISTRY, type StatusRow } from './registry.ts'
import { classOf, type StatusClass } from './status-class.ts'

/** What is known about a code. Not to be registered is an answer, not an error. */
export type Lookup =
  | { readonly kind: 'registered'; readonly class: StatusClass; readonly row: StatusRow }
  /** `treatAs` is the code whose meaning a client falls back to (RFC 9110 §15). */
  | { readonly kind: 'unregistered'; readonly class: StatusClass; readonly treatAs: number }

/** Looks a code up among the official ones. An invalid code is treated as a 500 (RFC 9110 §15). */
export function lookup(code: number): Lookup {
  const row = ROWS[code]
  const statusClass = classOf(code)
  if (row) return { kind: 'registered', class: statusClass, row }
  const treatAs = statusClass === 'invalid' ? 500 : Math.floor(code / 100) * 100
  return { kind: 'unregistered', class: statusClass, treatAs }
}

const ROWS: readonly (StatusRow | undefined)[] = byCode()

function byCode(): (StatusRow | undefined)[] {
  const rows: (StatusRow | undefined)[] = new Array(600).fill(undefined)
  for (const row of REGISTRY) rows[row.code] = row
  return rows
}
