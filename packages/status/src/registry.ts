import iana from '../data/iana.json' with { type: 'json' }
import type { Row } from './row.ts'

/** One row of the IANA HTTP Status Code Registry, with what its specification says about it. */
export interface StatusRow extends Row {
  readonly code: number
  readonly specification: string
  readonly url: string
}

// JSON has no literal types; a test holds every value against the unions and the schema.
export const REGISTRY: readonly StatusRow[] = iana.rows as unknown as readonly StatusRow[]

/** Day the registry was last changed when these rows were taken from it, `YYYY-MM-DD`. */
export const REGISTRY_DATE: string = iana.registryDate
