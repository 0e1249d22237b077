import { ALGORITHM_NAMES, type AlgorithmName } from '@hopwise/auth'
import { z } from 'zod'
import { type Duration, duration } from '../values/duration.ts'
import { type SecretReference, secretReference } from '../values/secret-reference.ts'

/** The scheme Digest (RFC 7616). */
export interface DigestSection {
  /** In the order they are offered. */
  readonly algorithms: readonly AlgorithmName[]
  readonly qop: readonly ('auth' | 'auth-int')[]
  readonly nonceLifetime: Duration
  /** Whether clients may hash the user name. */
  readonly userhash: boolean
  /** What nonces are made with: shared by proxies that take each other's clients. Absent: one for each start. */
  readonly key?: SecretReference | undefined
}

export const digest: z.ZodType<DigestSection> = z
  .strictObject({
    algorithms: z
      .array(z.enum(ALGORITHM_NAMES))
      .min(1)
      .default(['SHA-256'])
      .describe('In the order they are offered. MD5 is weak: only for clients that know no other.'),
    qop: z
      .array(z.enum(['auth', 'auth-int']))
      .min(1)
      .default(['auth'])
      .describe('What is covered: the request line, or its content too.'),
    nonceLifetime: duration().prefault('5m').describe('How long a nonce may be used.'),
    userhash: z.boolean().default(true).describe('Whether clients may hash the user name.'),
    key: secretReference()
      .optional()
      .describe('What nonces are made with, for several proxies that share their clients.'),
  })
  .prefault({})
  .describe('Settings of the scheme digest.')
