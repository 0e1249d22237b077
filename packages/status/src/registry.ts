import iana from '../data/iana.json' with { type: 'json' }

/** How the registry stands to a code. `reserved`: never use it; `obsolete`: its specification is withdrawn. */
export type Standing = 'standard' | 'temporary' | 'deprecated' | 'obsolete' | 'reserved'

/** The requirement words of RFC 2119 for a field: MUST, SHOULD, MAY. */
export type FieldLevel = 'required' | 'should' | 'may'

/** What has to happen before the request is worth sending again. */
export type RetryAdvice = 'no' | 'same-request' | 'new-connection' | 'after-delay' | 'after-change'

export type Actor =
  | 'none'
  | 'client user'
  | 'client developer'
  | 'proxy operator'
  | 'network operator'
  | 'origin operator'

/** A field that a response with this code carries. */
export interface FieldRule {
  readonly name: string
  readonly level: FieldLevel
  /** The condition under which the rule holds; absent where it always does. */
  readonly when?: string
}

/** One row of the IANA HTTP Status Code Registry, with what its specification says about it. */
export interface StatusRow {
  readonly code: number
  /** As registered now; `(Unused)` for reserved numbers. */
  readonly name: string
  /** Earlier names of the number, drafts included, oldest first. */
  readonly formerNames: readonly string[]
  readonly standing: Standing
  readonly specification: string
  readonly section?: string
  readonly url: string
  /** Who took it out of use, for deprecated, obsolete and reserved codes. */
  readonly withdrawnBy?: string
  /** Day on which a temporary registration ends, `YYYY-MM-DD`. */
  readonly expires?: string
  readonly fields: readonly FieldRule[]
  /** Whether a response to GET may have content (RFC 9110 §6.4.1). */
  readonly body: boolean
  /** Whether a cache may keep it without explicit freshness (RFC 9110 §15.1). */
  readonly heuristicallyCacheable: boolean
  readonly mustNotBeStored: boolean
  readonly retry: RetryAdvice
  /** Who has to act first; `alsoActs` are the next to ask. */
  readonly acts: Actor
  readonly alsoActs: readonly Actor[]
  readonly generatedBy: 'origin' | 'proxy' | 'either' | 'none'
  readonly lasting: 'temporary' | 'permanent' | 'unknown'
  readonly sources: readonly string[]
}

// JSON has no literal types; the test holds every value against the unions above.
export const REGISTRY: readonly StatusRow[] = iana.rows as readonly StatusRow[]

/** Day the registry was last changed when these rows were taken from it, `YYYY-MM-DD`. */
export const REGISTRY_DATE: string = iana.snapshot
