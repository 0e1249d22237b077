import type { PasswordStore } from './credential-store.ts'

/**
 * What to do about a verifier that cannot be asked. `closed`: nobody is let in whom it would have to
 * know. `dangerouslyOpen`: everybody is, with the name that was claimed and in no group, for as long as
 * it cannot be asked.
 */
export type FailMode = 'closed' | 'dangerouslyOpen'

/** A store that fails in the declared way. */
export function failingAs(mode: FailMode, store: PasswordStore): PasswordStore {
  if (mode === 'closed') return store
  return {
    name: store.name,
    version: () => store.version(),
    async check(username, password, asked) {
      const check = await store.check(username, password, asked)
      // Not to be remembered: the next request asks again.
      return check.kind === 'unavailable' ? { kind: 'right', user: username, expiresMs: 0 } : check
    },
  }
}
