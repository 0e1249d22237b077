import type { HostPattern } from '@hopwise/proxy'
import { z } from 'zod'
import type { PacLocation } from '../../pac/pac-location.ts'
import { hostPattern } from '../values/host-pattern.ts'
import { pacLocation } from '../values/pac-location.ts'
import { partName, shortText } from '../values/short-text.ts'

/** What holds for some destinations: other proofs than for the rest, another way, or both. */
export interface RouteSection {
  /** Absent: every destination. */
  readonly destinations?: readonly HostPattern[] | undefined
  /** Names that one of is enough; absent: everybody. */
  readonly users?: readonly string[] | undefined
  readonly groups?: readonly string[] | undefined
  readonly via?: Via | undefined
  /** A name in `authentication`. */
  readonly authentication?: string | undefined
}

/** Names in `parents` in the order in which they are asked, `direct` is the origin itself; or who says it. */
export type Via = readonly Tier[] | ScriptVia

/** A PAC script names the ways, to `parents` by their addresses. */
export interface ScriptVia {
  readonly pac: PacLocation
  /** Where the script names none that can be taken. Absent: then the request fails. */
  readonly otherwise?: readonly Tier[] | undefined
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

const NAMES = 'the name of a parent, "direct", or a list of them: [corp, backup, direct]'

const one: z.ZodType<readonly Tier[]> = partName().transform((name) => [{ [name]: 1 }])
const several: z.ZodType<readonly Tier[]> = z.array(tier).min(1)
const tiers: z.ZodType<readonly Tier[]> = z.union([one, several], { error: `write ${NAMES}` })

const script: z.ZodType<ScriptVia> = z.strictObject({
  pac: pacLocation().describe(
    'A PAC script that names parents by their addresses: a URL, the path of a file, or wpad.',
  ),
  otherwise: tiers.optional().describe('Where the script names no way that can be taken.'),
})

const via: z.ZodType<Via> = z.union([one, several, script], {
  // Of the keys of a script each is told what is wrong with it.
  error: ({ input }) => (isKeys(input) ? '' : `write ${NAMES}, or where a script is: { pac: URL }`),
})

function isKeys(input: unknown): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

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
      .describe(
        'Parents in the order in which they are asked, direct: the origin itself; or a script.',
      ),
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
