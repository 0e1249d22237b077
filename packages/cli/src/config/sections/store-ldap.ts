import { z } from 'zod'
import { type Duration, duration } from '../values/duration.ts'
import { type FilePath, filePath } from '../values/file-path.ts'
import { type SecretReference, secretReference } from '../values/secret-reference.ts'
import { count, shortText } from '../values/short-text.ts'
import { webAddress } from '../values/web-address.ts'
import type { StoreKind } from './store-kind.ts'

/** A directory. */
export interface LdapStoreSection {
  readonly kind: 'ldap'
  readonly url: URL
  readonly startTls: boolean
  /** PEM: authorities that may have signed the server's certificate. Absent: those of the system. */
  readonly authorities?: FilePath | undefined
  /** A template with `{user}`: bind as this and no search is needed. */
  readonly bindAs?: string | undefined
  /** Who searches. Absent: anybody may. */
  readonly searchAs?: { readonly dn: string; readonly password: SecretReference } | undefined
  readonly users?: { readonly base: string; readonly filter: string } | undefined
  readonly groups?:
    | { readonly base: string; readonly filter: string; readonly name: string }
    | undefined
  readonly connections: number
  readonly queue: number
  readonly timeLimit: Duration
}

export const ldapStore: StoreKind<LdapStoreSection> = z
  .strictObject({
    kind: z.literal('ldap'),
    url: webAddress('ldap:', 'ldaps:').describe('ldap://HOST or ldaps://HOST'),
    startTls: z.boolean().default(false).describe('Encrypt an ldap:// connection first.'),
    authorities: filePath().optional().describe('PEM file: who may have signed the server.'),
    bindAs: shortText().optional().describe('A name to bind as, with {user} in it.'),
    searchAs: z
      .strictObject({ dn: shortText(), password: secretReference() })
      .optional()
      .describe('Who searches for users; absent: anybody may.'),
    users: z
      .strictObject({ base: shortText(), filter: shortText().prefault('(uid={user})') })
      .optional()
      .describe('Where users are found.'),
    groups: z
      .strictObject({
        base: shortText(),
        filter: shortText().prefault('(member={dn})'),
        name: shortText().prefault('cn'),
      })
      .optional()
      .describe('Where groups are found, and which attribute is their name.'),
    connections: count(1, 256).default(4),
    queue: count(0, 100_000).default(100),
    timeLimit: duration().prefault('5s'),
  })
  .describe('A directory (LDAP).')
