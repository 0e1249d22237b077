import type { LdapUser } from '@hopwise/auth/ldap'
import type { LdapStoreSection } from '../../config/sections/store-ldap.ts'
import { type Composing, secretOf, textOf } from '../composing.ts'
import type { OpenStore } from './opened-store.ts'

export const openLdapStore: OpenStore<LdapStoreSection> = async (section, path, composing) => {
  const { authorities, groups, nameAttribute, disabled } = section
  // Not before it is needed: most proxies ask no directory.
  const { createLdapStore } = await import('@hopwise/auth/ldap')
  const store = createLdapStore({
    name: String(path.at(-1)),
    urls: section.urls.map((url) => url.href),
    startTls: section.startTls,
    authorities: authorities && (await textOf(authorities, [...path, 'authorities'], composing)),
    user: await userOf(section, [...path, 'user'], composing),
    nameAttribute,
    groups,
    disabled,
    connections: section.connections,
    queue: section.queue,
    connectTimeLimitMs: section.connectTimeLimit.ms,
    timeLimitMs: section.timeLimit.ms,
    rememberMs: section.remember.ms,
  })
  composing.closeLater(store)
  for (const notice of store.notices) composing.notify(notice)
  return { passwords: store }
}

async function userOf(
  { user }: LdapStoreSection,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<LdapUser> {
  if ('dn' in user) return { kind: 'bind', dn: user.dn, entry: user.entry }
  const { base, filter, scope, bind } = user
  if (bind === undefined) return { kind: 'search', base, filter, scope }
  const password = await secretOf(bind.password, [...path, 'bind', 'password'], composing)
  return { kind: 'search', base, filter, scope, bind: { dn: bind.dn, password } }
}
