import type { FailMode } from '@hopwise/auth'
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
  /** Questions that one process can take at a time (Squid's `concurrency=`). */
  readonly channels: number
  readonly queue: number
  readonly timeLimit: Duration
  readonly remember: Duration
  readonly failMode: FailMode
  readonly lowerCaseNames: boolean
  /** Whether `BH`, which says that it cannot tell, counts as no. */
  readonly brokenMeansNo: boolean
}

export const helperStore: StoreKind<HelperStoreSection> = z
  .strictObject({
    kind: z.literal('helper'),
    command: z.array(shortText()).min(1).describe('The program and its arguments.'),
    processes: count(1, 256).default(5),
    channels: count(0, 1024)
      .default(0)
      .describe("Questions that one process can take at a time (Squid's concurrency=)."),
    queue: count(0, 100_000).default(100),
    timeLimit: duration().prefault('5s'),
    remember: duration().prefault('60s').describe('For how long a right password is believed.'),
    lowerCaseNames: z
      .boolean()
      .default(false)
      .describe('Whether the program takes ALICE and alice for one user.'),
    brokenMeansNo: z
      .boolean()
      .default(false)
      .describe('Whether BH counts as no; basic_ldap_auth says it of wrong passwords.'),
    failMode: z
      .enum(['closed', 'dangerouslyOpen'])
      .default('closed')
      .describe('What holds when it gives no answer: refuse with 503, or let everybody in.'),
  })
  .describe("A program that speaks the protocol of Squid's basic helpers.")
