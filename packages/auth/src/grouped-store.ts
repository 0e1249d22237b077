import type { PasswordStore } from './credential-store.ts'

/** A place that knows who is in which group. */
export interface Groups {
  readonly name: string
  /** Another number whenever anybody's groups have changed. */
  version(): number
  /** In no particular order; empty for whoever is unknown. */
  groupsOf(user: string): readonly string[]
}

/** A password store whose users are in groups that are kept elsewhere, besides its own. */
export function withGroups(store: PasswordStore, groups: Groups): PasswordStore {
  return {
    name: store.name,
    version: () => store.version() + groups.version(),
    async check(username, password, asked) {
      const check = await store.check(username, password, asked)
      if (check.kind !== 'right') return check
      const all = new Set([...(check.groups ?? []), ...groups.groupsOf(check.user)])
      return all.size === 0 ? check : { ...check, groups: [...all] }
    },
  }
}
