import type { OfficialCode, OfficialName } from './official-names.ts'
import { REGISTRY, type StatusRow } from './registry.ts'
import { type ClassOf, classOf, type StatusClass } from './status-class.ts'

/** A code of the registry, with its name and class as literals where the code is one. */
export interface Registered<C extends OfficialCode = OfficialCode> extends StatusRow {
  readonly kind: 'registered'
  readonly code: C
  readonly name: OfficialName<C>
  readonly class: ClassOf<C>
}

/** A number without a row in the registry: an answer, not an error. */
export interface Unregistered {
  readonly kind: 'unregistered'
  readonly code: number
  readonly name: undefined
  readonly class: StatusClass
  /** The code whose meaning a client falls back to (RFC 9110 §15). */
  readonly treatAs: number
}

export type Lookup = Registered | Unregistered

/**
 * Looks a code up among the official ones. Any number has an answer; an invalid one is treated as
 * a 500 (RFC 9110 §15).
 */
export function lookup<const C extends OfficialCode>(code: C): Registered<C>
export function lookup(code: number): Lookup
export function lookup(code: number): Lookup {
  const found = ROWS[code]
  if (found) return found
  const statusClass = classOf(code)
  const treatAs = statusClass === 'invalid' ? 500 : Math.floor(code / 100) * 100
  return { kind: 'unregistered', code, name: undefined, class: statusClass, treatAs }
}

const ROWS: readonly (Registered | undefined)[] = byCode()

function byCode(): (Registered | undefined)[] {
  const rows: (Registered | undefined)[] = new Array(600).fill(undefined)
  // The test of the registry compares its names and codes with the literals.
  for (const row of REGISTRY) rows[row.code] = { kind: 'registered', ...row } as Registered
  return rows
}
