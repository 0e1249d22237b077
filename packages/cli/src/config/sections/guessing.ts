import { z } from 'zod'
import { type Duration, duration } from '../values/duration.ts'
import { count } from '../values/short-text.ts'

/** What is done about whoever guesses. */
export interface GuessingSection {
  readonly byUser: GuessLimitSection
  readonly byClient: GuessLimitSection
  readonly answer: 'delay' | 'lock-out' | 'none'
  /** How much of an address counts as one client. */
  readonly prefix: { readonly ipv4: number; readonly ipv6: number }
}

export interface GuessLimitSection {
  readonly refusals: number
  readonly within: Duration
  readonly lockOut: Duration
}

function limit(refusals: number) {
  return z
    .strictObject({
      refusals: count(1, 1_000_000).default(refusals).describe('So many refused credentials …'),
      within: duration().prefault('10m').describe('… within this time …'),
      lockOut: duration().prefault('15m').describe('… are answered so for this long.'),
    })
    .prefault({})
}

export const guessing: z.ZodType<GuessingSection> = z
  .strictObject({
    byUser: limit(10).describe('For one user name from one client.'),
    byClient: limit(100).describe('For one client, whatever names it tries.'),
    answer: z
      .enum(['delay', 'lock-out', 'none'])
      .default('lock-out')
      .describe('Refuse with 429 and Retry-After, answer ever later, or do nothing.'),
    prefix: z
      .strictObject({
        ipv4: count(8, 32).default(32),
        ipv6: count(16, 128).default(64),
      })
      .prefault({})
      .describe('How much of an address counts as one client.'),
  })
  .prefault({})
  .describe('What is done about whoever guesses passwords.')
