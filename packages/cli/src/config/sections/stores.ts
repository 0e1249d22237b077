import { z } from 'zod'
import { partName } from '../values/short-text.ts'
import { type HelperStoreSection, helperStore } from './store-helper.ts'
import { type HtdigestStoreSection, htdigestStore } from './store-htdigest.ts'
import { type HtpasswdStoreSection, htpasswdStore } from './store-htpasswd.ts'
import { type HttpStoreSection, httpStore } from './store-http.ts'
import { type LdapStoreSection, ldapStore } from './store-ldap.ts'
import { type UsersStoreSection, usersStore } from './store-users.ts'

/** Where users are kept. A new kind is one file, one line of this type and one of the list. */
export type StoreSection =
  | UsersStoreSection
  | HtpasswdStoreSection
  | HtdigestStoreSection
  | LdapStoreSection
  | HelperStoreSection
  | HttpStoreSection

export const STORE_DEFAULT = 'own'

const store: z.ZodType<StoreSection> = z.discriminatedUnion('kind', [
  usersStore,
  htpasswdStore,
  htdigestStore,
  ldapStore,
  helperStore,
  httpStore,
])

export const stores: z.ZodType<Readonly<Record<string, StoreSection>>> = z
  .record(partName(), store)
  .prefault({ [STORE_DEFAULT]: { kind: 'users' } })
  .describe('Where users are kept. Authentication mentions these names.')
