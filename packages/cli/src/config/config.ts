import { z } from 'zod'
import { type AuthenticationSection, authentication } from './sections/authentication.ts'
import { type EgressSection, egress } from './sections/egress.ts'
import { type GuessingSection, guessing } from './sections/guessing.ts'
import { type LimitsSection, limits } from './sections/limits.ts'
import { type ListenerSection, listeners } from './sections/listeners.ts'
import { type ParentSection, parents } from './sections/parents.ts'
import { type PolicySection, policy } from './sections/policy.ts'
import { type RouteSection, routes } from './sections/routes.ts'
import { type StoreSection, stores } from './sections/stores.ts'
import { type FilePath, filePath } from './values/file-path.ts'

/** A configuration as it holds: everything parsed, defaults filled in. */
export interface Config {
  /** Directory for users and journal. Absent: where it is without a configuration. */
  readonly data?: FilePath | undefined
  readonly egress: EgressSection
  readonly listeners: readonly ListenerSection[]
  readonly authentication: Readonly<Record<string, AuthenticationSection>>
  readonly stores: Readonly<Record<string, StoreSection>>
  readonly parents: Readonly<Record<string, ParentSection>>
  readonly routes: readonly RouteSection[]
  readonly policy: PolicySection
  readonly guessing: GuessingSection
  readonly limits: LimitsSection
}

/** A new section is one file in `sections/`, one line of `Config` and one of this list. */
export const CONFIG_SCHEMA: z.ZodType<Config> = z.strictObject({
  data: filePath().optional().describe('Directory for users and journal.'),
  listeners,
  authentication,
  stores,
  parents,
  routes,
  policy,
  guessing,
  egress,
  limits,
} satisfies { readonly [Section in keyof Required<Config>]: z.ZodType<Config[Section]> })
