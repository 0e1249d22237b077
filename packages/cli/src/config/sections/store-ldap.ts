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
  /** The next is asked when one cannot be reached. */
  readonly urls: readonly URL[]
  readonly startTls: boolean
  /** PEM: authorities that may have signed the server's certificate. Absent: those Node trusts. */
  readonly authorities?: FilePath | undefined
  readonly user: LdapUserSection
  readonly nameAttribute?: string | undefined
  readonly groups?: LdapGroupsSection | undefined
  readonly disabled?: string | undefined
  readonly connections: number
  readonly queue: number
  readonly connectTimeLimit: Duration
  readonly timeLimit: Duration
  readonly remember: Duration
}

/** How a name becomes an entry: by its DN, or by a search. */
export type LdapUserSection =
  | {
      readonly dn: string
      readonly entry?: { readonly base: string; readonly filter: string } | undefined
    }
  | {
      readonly base: string
      readonly filter: string
      readonly scope: 'one' | 'sub'
      readonly bind?: { readonly dn: string; readonly password: SecretReference } | undefined
    }

export type LdapGroupsSection =
  | { readonly attribute: string; readonly base?: string | undefined }
  | { readonly base: string; readonly filter: string; readonly name: string }

const user: z.ZodType<LdapUserSection> = z.union([
  z
    .strictObject({
      dn: shortText().describe("The user's DN, or a name to bind as, with {user} in it."),
      entry: z
        .strictObject({ base: shortText(), filter: shortText() })
        .optional()
        .describe("Where the user's entry is, when dn is not its name."),
    })
    .describe('The directory is asked as the user.'),
  z
    .strictObject({
      base: shortText().describe('Where users are.'),
      filter: shortText().prefault('(uid={user})').describe('Which one it is, with {user} in it.'),
      scope: z.enum(['one', 'sub']).default('sub'),
      bind: z
        .strictObject({ dn: shortText(), password: secretReference() })
        .optional()
        .describe('As whom users are looked for; absent: as nobody in particular.'),
    })
    .describe('The entry is looked for first.'),
])

const groups: z.ZodType<LdapGroupsSection> = z.union([
  z
    .strictObject({ attribute: shortText(), base: shortText().optional() })
    .describe("The user's own entry names the groups: memberOf."),
  z
    .strictObject({
      base: shortText().describe('Where groups are.'),
      filter: shortText().prefault('(member={dn})').describe('Which ones, with {dn} or {user}.'),
      name: shortText().prefault('cn').describe("The attribute with the group's name."),
    })
    .describe('Groups are looked for.'),
])

const url = webAddress('ldap:', 'ldaps:')

export const ldapStore: StoreKind<LdapStoreSection> = z
  .strictObject({
    kind: z.literal('ldap'),
    urls: z.array(url).min(1).describe('ldap://HOST or ldaps://HOST; the next when one is down.'),
    startTls: z.boolean().default(false).describe('Protect ldap:// before anything else is said.'),
    authorities: filePath().optional().describe('PEM file: who may have signed the directory.'),
    user: user.describe('How a name becomes an entry.'),
    nameAttribute: shortText()
      .optional()
      .describe("The attribute with the user's name; absent: the one compared with {user}."),
    groups: groups.optional().describe('How the directory says who is in which group.'),
    disabled: shortText().optional().describe('A filter: whoever matches is disabled.'),
    connections: count(1, 256).default(4),
    queue: count(0, 100_000).default(100),
    connectTimeLimit: duration().prefault('3s'),
    timeLimit: duration().prefault('5s'),
    remember: duration().prefault('60s').describe('For how long a right password is believed.'),
  })
  .describe('A directory (LDAP).')
