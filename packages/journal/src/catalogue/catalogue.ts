import type { Outcome } from '../entry.ts'
import type { FaultCode } from '../fault-codes.ts'
import type { Party, Phase, Retry } from '../phase.ts'

/**
 * The words for one fault, for a person who is tired and did not ask for this. Backticks stand
 * around what is typed; words in capitals (`NAME`, `PROXY`, `ADDRESS`) are the reader's own.
 */
export interface FaultText {
  /** A heading of a few words, without a full stop. */
  readonly title: string
  /** One sentence: what happened. */
  readonly happened: string
  /** Who must act, and in which case. */
  readonly act: string
  /** Whether it passes by itself, and what ends it. */
  readonly lasts: string
  /** What to do now: an instruction that can be followed as it stands. */
  readonly next: string
}

/** A fault code without a text does not compile, in any language. */
export type FaultTexts = { readonly [C in FaultCode]: FaultText }

/** The words that stand on every page, whatever the fault. */
export interface Labels {
  readonly happened: string
  readonly act: string
  readonly lasts: string
  readonly next: string
  readonly detail: string
  readonly exchange: string
  readonly status: string
  readonly fault: string
  readonly party: string
  readonly phase: string
  readonly more: string
}

/** Everything Hopwise says to people about exchanges, in one language. */
export interface Catalogue {
  /** For `Content-Language` and `lang` (RFC 5646). */
  readonly tag: string
  readonly faults: FaultTexts
  readonly labels: Labels
  /** Whose fault it is, as it stands behind "Whose fault". */
  readonly parties: { readonly [P in Party]: string }
  /** What the proxy was doing, as it stands behind "Where it stopped". */
  readonly phases: { readonly [P in Phase]: string }
  /** How an exchange ended, in a word or two. */
  readonly outcomes: { readonly [O in Outcome]: string }
  readonly retries: { readonly [R in Retry]: string }
}
