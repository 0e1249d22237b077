import type { Weight } from '../row.ts'

/** One fact that speaks for a candidate, or against it. `what` and `value` are data, not prose. */
export interface Evidence {
  readonly kind: EvidenceKind
  readonly weight: Weight | 'against'
  /** The field, product or code it is about. */
  readonly what: string
  /** What was seen there, cut to 80 characters. */
  readonly value?: string
}

export type EvidenceKind =
  /** A response field that its maker sends. */
  | 'field'
  | 'body'
  | 'reason'
  /** A mark in a line of the vendor's log. */
  | 'log'
  /** This meaning stands in logs, and this is a log. */
  | 'in-log'
  /** A message of the client. */
  | 'client'
  /** The person who asks has said which product it is. */
  | 'said-product'
  /** The number is registered: this is what it means unless somebody departs from the standard. */
  | 'registered'
  /** No other meaning of the number is known. */
  | 'only-meaning'
  /** The code asked for is exactly this one. */
  | 'same-code'
  /** A field that this meaning demands is there. */
  | 'required-field'
  /** … and here it is missing. */
  | 'missing-field'
  /** This meaning stands in logs only, and this is a response. */
  | 'log-only'
  /** This meaning is the client's own, and this is a response. */
  | 'client-only'
  /** Its vendor has taken it out of use. */
  | 'retired'

/** Cut so that an answer can be printed and never carries a page. */
export function seen(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

/** What evidence is worth when candidates are compared. */
export function worth(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { weight }) => sum + WORTH[weight], 0)
}

// One settling fact outweighs any number of marks, one mark outweighs several hints.
const WORTH: Readonly<Record<Evidence['weight'], number>> = {
  settles: 100,
  strong: 10,
  weak: 3,
  against: -8,
}
