import type { HostPattern } from '@hopwise/proxy'
import { z } from 'zod'
import { hostPattern } from '../values/host-pattern.ts'
import { partName, shortText } from '../values/short-text.ts'

/** What holds for some destinations: other proofs than for the rest, another way, or both. */
export interface RouteSection {
  /** Absent: every destination. */
  readonly destinations?: readonly HostPattern[] | undefined
  /** Names that one of is enough; absent: everybody. */
  readonly users?: readonly string[] | undefined
  readonly groups?: readonly string[] | undefined
  /** Names in `parents` in the order in which they are asked; `direct` is the origin itself. */
  readonly via?: readonly Tier[] | undefined
  /** A name in `authentication`. */
  readonly authentication?: string | undefined
}

/** Parents that share what comes, and the weight of each. */
export type Tier = Readonly<Record<string, number>>

const WEIGHT = { error: 'a weight is a number above 0' }
const weight: z.ZodNumber = z.number(WEIGHT).positive(WEIGHT).max(1_000_000, WEIGHT)

const tier: z.ZodType<Tier> = z.union(
  [
    partName().transform((name): Tier => ({ [name]: 1 })),
    z.record(partName(), weight).refine((shares) => Object.keys(shares).length > 0),
  ],
  { error: 'write the name of a parent, or several with their weights: { a: 2, b: 1 }' },
)

const via: z.ZodType<readonly Tier[]> = z.union(
  [partName().transform((name): readonly Tier[] => [{ [name]: 1 }]), z.array(tier).min(1)],
  { error: 'write the name of a parent, "direct", or a list of them: [corp, backup, direct]' },
)

const route: z.ZodType<RouteSection> = z
  .strictObject({
    destinations: z
      .array(hostPattern())
      .min(1)
      .optional()
      .describe('Hosts or addresses, with or without :port; absent: all.'),
    users: z.array(shortText()).min(1).optional().describe("Whose requests; absent: everybody's."),
    groups: z.array(shortText()).min(1).optional().describe('Of one of these groups.'),
    via: via
      .optional()
      .describe('Parents in the order in which they are asked; direct: the origin itself.'),
    authentication: partName().optional().describe('A name in authentication.'),
  })
  .refine(({ via: way, authentication }) => way !== undefined || authentication !== undefined, {
    error: 'a route says via, authentication, or both',
  })

export const routes: z.ZodType<readonly RouteSection[]> = z
  .array(route)
  .default([])
  .describe(
    'Other proofs or another way for some destinations; of each the first that matches counts.',
  )
