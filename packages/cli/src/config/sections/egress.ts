import { z } from 'zod'

/** Where the proxy may connect to, whoever asks. */
export interface EgressSection {
  /** Lets loopback, private and link-local addresses through. */
  readonly allowPrivate: boolean
}

export const egress: z.ZodType<EgressSection> = z
  .strictObject({
    allowPrivate: z
      .boolean()
      .default(false)
      .describe('Let clients reach loopback, private and link-local addresses.'),
  })
  .prefault({})
  .describe('Where the proxy may connect to, whoever asks.')
