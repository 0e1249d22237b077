import type { StoreSection } from '../../config/sections/stores.ts'
import type { Composing } from '../composing.ts'
import { about } from '../unusable.ts'
import { openHelperStore } from './helper-program.ts'
import { openHtdigestStore } from './htdigest.ts'
import { openHtpasswdStore } from './htpasswd.ts'
import { openHttpStore } from './http.ts'
import { openLdapStore } from './ldap.ts'
import type { OpenedStore, OpenStore } from './opened-store.ts'
import { openUsersStore } from './users.ts'

/** Opens a store of the configuration, whatever its kind. */
export function openStore(
  section: StoreSection,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<OpenedStore> {
  const open = OPENERS[section.kind] as OpenStore<StoreSection>
  return about(path, () => open(section, path, composing))
}

/** A new kind is one file and one line of this list. */
const OPENERS: {
  readonly [Kind in StoreSection['kind']]: OpenStore<Extract<StoreSection, { kind: Kind }>>
} = {
  users: openUsersStore,
  htpasswd: openHtpasswdStore,
  ldap: openLdapStore,
  htdigest: openHtdigestStore,
  helper: openHelperStore,
  http: openHttpStore,
}
