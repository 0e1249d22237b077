import type { UserStore } from '@hopwise/store'
import type { Surroundings } from '../surroundings.ts'
import { knownName } from './known-user.ts'
import { existingUserStore } from './open-user-store.ts'

export type UserChange = 'disable' | 'enable' | 'remove'

export function changeUser(
  change: UserChange,
  text: string,
  options: { readonly data: string },
  surroundings: Surroundings,
): void {
  const users = existingUserStore(options.data, surroundings)
  try {
    const name = knownName(text, users)
    const done = apply(change, name, users, surroundings.nowMs())
    surroundings.stderr.write(`user ${name} ${done}\n`)
  } finally {
    users.close()
  }
}

/** Says what was done. */
function apply(change: UserChange, name: string, users: UserStore, nowMs: number): string {
  switch (change) {
    case 'disable':
      users.setDisabled(name, nowMs)
      return 'was disabled'
    case 'enable':
      users.setDisabled(name, undefined)
      return 'was enabled'
    case 'remove':
      users.remove(name)
      return 'was removed'
    default:
      return change satisfies never
  }
}
