import type { Scope } from '../machine/scope.ts'
import type { Peer } from '../peers/peer.ts'
import type { Plan } from '../plan.ts'

/** One question asked of every peer. A new one is a new file and a line in `all-measures.ts`. */
export interface Measure {
  readonly name: string
  /** What is done, in a sentence for the reader of the table. */
  readonly title: (plan: Plan) => string
  /** In the order of the table; the first is the one that ratios are made of. */
  readonly columns: readonly Column[]
  /** Too long for every run: only when `--only` names it. */
  readonly isAskedFor?: true
  /** Why it cannot be measured on this machine. */
  readonly obstacle?: () => string | undefined
  readonly run: (bench: Bench) => Promise<Outcome>
}

export interface Column {
  readonly key: string
  readonly heading: string
  readonly digits: number
}

/** What a measure works with. */
export interface Bench {
  readonly scope: Scope
  readonly peers: readonly Peer[]
  readonly plan: Plan
  /** Progress, for somebody who waits. */
  readonly say: (text: string) => void
}

export type Values = Readonly<Record<string, number>>

export interface Outcome {
  readonly origin: string
  readonly peers: Readonly<Record<string, Standing>>
  /** Of those that are no peers of the whole run. */
  readonly versions?: Readonly<Record<string, string>>
}

/** The medians over the rounds and the rounds themselves, or why there are none. */
export type Standing =
  | { readonly kind: 'measured'; readonly values: Values; readonly rounds: readonly Values[] }
  | { readonly kind: 'failed'; readonly because: string }
