import type { PasswordStore } from '@hopwise/auth'

/**
 * A password store that is not open yet: the port is bound before anything is created, so that a
 * taken port leaves nothing behind.
 */
export interface LateUsers extends PasswordStore {
  open(store: PasswordStore): void
}

export function lateUsers(): LateUsers {
  let users: PasswordStore | undefined
  return {
    name: 'users',
    open(store) {
      users = store
    },
    check: async (username, password) =>
      users === undefined
        ? { kind: 'unavailable', detail: 'The proxy is starting.' }
        : await users.check(username, password),
    version: () => users?.version() ?? -1,
  }
}
