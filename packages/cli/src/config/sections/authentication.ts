import type { AddressRange } from '@hopwise/auth'
import { z } from 'zod'
import { addressRange } from '../values/address-range.ts'
import { partName, realmText, shortText } from '../values/short-text.ts'
import { type BearerSection, bearer } from './bearer.ts'
import { type CertificatesSection, certificates } from './certificates.ts'
import { type DigestSection, digest } from './digest.ts'
import { type NegotiateSection, negotiate } from './negotiate.ts'

export type SchemeName = 'basic' | 'bearer' | 'digest' | 'negotiate'

/** Who is let in, and by what they prove it. */
export interface AuthenticationSection {
  readonly realm: string
  /** In the order they are offered. Empty: credentials are not asked for, other proofs must do. */
  readonly schemes: readonly SchemeName[]
  /** Names in `stores`, asked in this order. Absent: every store there is. */
  readonly stores?: readonly string[] | undefined
  /** Whether one of credentials, certificate and address is enough, or all that are configured must hold. */
  readonly satisfy: 'any' | 'all'
  readonly digest: DigestSection
  readonly bearer: BearerSection
  readonly negotiate?: NegotiateSection | undefined
  readonly addresses?: readonly AddressSection[] | undefined
  readonly certificates?: CertificatesSection | undefined
}

export interface AddressSection {
  readonly clients: readonly AddressRange[]
  /** Absent: the client's own address is its name. */
  readonly user?: string | undefined
  readonly groups: readonly string[]
}

export const AUTHENTICATION_DEFAULT = 'default'

const address: z.ZodType<AddressSection> = z.strictObject({
  clients: z.array(addressRange()).min(1).describe('Addresses of clients, or ranges of them.'),
  user: shortText().optional().describe('Who they are. Absent: the address is the name.'),
  groups: z.array(shortText()).default([]).describe('The groups they are in.'),
})

const one: z.ZodType<AuthenticationSection> = z.strictObject({
  realm: realmText()
    .prefault('Hopwise')
    .describe('What clients show when they ask for a password.'),
  schemes: z
    .array(z.enum(['basic', 'bearer', 'digest', 'negotiate']))
    .default(['basic'])
    .describe('In the order they are offered.'),
  stores: z.array(partName()).min(1).optional().describe('Names in stores, asked in this order.'),
  satisfy: z
    .enum(['any', 'all'])
    .default('any')
    .describe('Whether one proof is enough, or all that are configured must hold.'),
  digest,
  bearer,
  negotiate: negotiate.optional(),
  addresses: z
    .array(address)
    .min(1)
    .optional()
    .describe('Addresses of clients that are a proof of who they are.'),
  certificates: certificates.optional(),
})

export const authentication: z.ZodType<Readonly<Record<string, AuthenticationSection>>> = z
  .record(partName(), one)
  .prefault({ [AUTHENTICATION_DEFAULT]: {} })
  .describe(
    'Who is let in. Listeners and routes mention these names; "default" is where they do not.',
  )
