export type { LdapGroups } from './ldap-groups.ts'
export type { LdapStoreOptions, LdapUser } from './ldap-settings.ts'
export { createLdapStore, type LdapStore } from './ldap-store.ts'
