import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { type AccountOptions, accountChange } from './account-options.ts'
import { knownName } from './known-user.ts'
import { existingUserStore } from './open-user-store.ts'

export interface SetOptions extends AccountOptions {
  readonly data: string
  readonly expires?: number | 'never'
}

/** Changes whatever is not the password. */
export function setUser(text: string, options: SetOptions, surroundings: Surroundings): void {
  const { data, expires, ...account } = options
  if (Object.keys(account).length === 0 && expires === undefined) {
    throw new Problem(
      EXIT.usage,
      'Nothing to change was given: say what, such as --group or --allow-host; hopwise user set --help lists all.',
    )
  }
  const users = existingUserStore(data, surroundings)
  try {
    const name = knownName(text, users)
    users.setAccount(name, accountChange(account))
    if (expires !== undefined) users.setExpires(name, expires === 'never' ? undefined : expires)
    surroundings.stderr.write(`user ${name} was changed\n`)
  } finally {
    users.close()
  }
}
