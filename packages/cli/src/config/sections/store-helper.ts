import { z } from 'zod'
import { type Duration, duration } from '../values/duration.ts'
import { count, shortText } from '../values/short-text.ts'
import type { StoreKind } from './store-kind.ts'

/** A program that speaks the protocol of Squid's basic helpers. */
export interface HelperStoreSection {
  readonly kind: 'helper'
  /** The program and its arguments; it runs where the configuration file is. */
  readonly command: readonly string[]
  readonly processes: number
  readonly queue: number
  readonly timeLimit: Duration
  readonly failMode: 'closed' | 'open'
}

export const helperStore: StoreKind<HelperStoreSection> = z
  .strictObject({
    kind: z.literal('helper'),
    command: z.array(shortText()).min(1).describe('The program and its arguments.'),
    processes: count(1, 256).default(5),
    queue: count(0, 100_000).default(100),
    timeLimit: duration().prefault('5s'),
    failMode: z
      .enum(['closed', 'open'])
      .default('closed')
      .describe('What holds when it gives no answer: refuse with 503, or let everybody in.'),
  })
  .describe("A program that speaks the protocol of Squid's basic helpers.")
