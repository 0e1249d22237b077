import type { HostPattern } from '@hopwise/proxy'
import { z } from 'zod'
import { hostPattern } from '../values/host-pattern.ts'
import { partName } from '../values/short-text.ts'

/** Destinations that want other proofs than the rest. */
export interface RouteSection {
  readonly destinations: readonly HostPattern[]
  /** A name in `authentication`. */
  readonly authentication: string
}

const route: z.ZodType<RouteSection> = z.strictObject({
  destinations: z
    .array(hostPattern())
    .min(1)
    .describe('Hosts or addresses, with or without :port.'),
  authentication: partName().describe('A name in authentication.'),
})

export const routes: z.ZodType<readonly RouteSection[]> = z
  .array(route)
  .default([])
  .describe('Destinations that want other proofs than the rest; the first that matches counts.')
