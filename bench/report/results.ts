import type { Judgement, Outcomes } from '../budgets.ts'
import type { Machine } from '../machine/describe-machine.ts'

/** What a run leaves behind: everything the tables are made of. */
export interface Results {
  /** ISO 8601, UTC. */
  readonly date: string
  readonly plan: 'full' | 'quick'
  readonly machine: Machine
  /** Of the peers that took part. */
  readonly versions: Readonly<Record<string, string>>
  readonly outcomes: Outcomes
  /** Measure → why it was left out. */
  readonly obstacles: Readonly<Record<string, string>>
  readonly judgements: readonly Judgement[]
}
