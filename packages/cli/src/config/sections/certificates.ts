import { z } from 'zod'
import { shortText } from '../values/short-text.ts'

/** How a client certificate becomes a user. */
export interface CertificatesSection {
  readonly user: CertificateName | Readonly<Record<string, CertificateUser>>
  /** What everybody who has shown a certificate is in. */
  readonly groups: readonly string[]
}

/** The part of a certificate that is the user's name. */
export type CertificateName = 'commonName' | 'email' | 'dns' | 'uri' | 'subject'

export interface CertificateUser {
  readonly user: string
  readonly groups: readonly string[]
}

const PART: z.ZodType<CertificateName> = z.enum(['commonName', 'email', 'dns', 'uri', 'subject'])

const user: z.ZodType<CertificateUser> = z.union([
  shortText().transform((name) => ({ user: name, groups: [] })),
  z.strictObject({ user: shortText(), groups: z.array(shortText()).default([]) }),
])

export const certificates: z.ZodType<CertificatesSection> = z
  .strictObject({
    user: z
      .union([PART, z.record(shortText(), user)])
      .describe(
        'The part that names the user, or a map from a subject, DNS:…, email:…, URI:… or sha256:… to a user.',
      ),
    groups: z.array(shortText()).default([]).describe('What every holder of a certificate is in.'),
  })
  .describe('Client certificates as a proof; a TLS listener must ask for them.')
