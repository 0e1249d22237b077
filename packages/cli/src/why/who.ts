import type { Verdict } from '@hopwise/auth'
import { StoreError, type User, type UserStore } from '@hopwise/store'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { existingUserStore } from '../user/open-user-store.ts'

/** Who is imagined to ask, and where that is known from. */
export interface Who {
  readonly verdict: Verdict
  readonly groups: readonly string[]
  /** One sentence for whoever reads the explanation. */
  readonly source: string
}

export interface WhoOptions {
  readonly user: string
  /** Given on the command line, beside what the store knows. */
  readonly groups: readonly string[]
  readonly scheme: string
  readonly timeMs: number
}

/** Somebody who has signed in with the right credentials, as far as the own store knows them. */
export function who(options: WhoOptions, data: string, surroundings: Surroundings): Who {
  const { user, groups, scheme, timeMs } = options
  const found = lookUp(user, data, surroundings)
  if (typeof found === 'string') {
    const verdict = { kind: 'accepted', user, groups, scheme } as const
    return { verdict, groups, source: `${found}: only the groups of the command line count` }
  }
  const problem = problemOf(found, timeMs)
  const source = `${found.name} is in ${data}`
  if (problem !== undefined) {
    return { verdict: { kind: 'refused', reason: problem, user, scheme }, groups, source }
  }
  const { restrictions, groups: own = [] } = found
  const all = [...new Set([...own, ...groups])]
  const verdict = { kind: 'accepted', user: found.name, groups: all, scheme, restrictions } as const
  return { verdict, groups: all, source }
}

/** The user, or why there is none to be found. */
function lookUp(user: string, data: string, surroundings: Surroundings): User | string {
  let users: UserStore | undefined
  try {
    users = existingUserStore(data, surroundings)
    return users.find(user.normalize('NFC')) ?? `${user} is not in ${data}`
  } catch (error) {
    if (error instanceof Problem) return `There are no users in ${data}`
    if (error instanceof StoreError && error.problem === 'missing') return `There is no ${data}`
    throw error
  } finally {
    users?.close()
  }
}

function problemOf(
  { disabledMs, expiresMs }: User,
  timeMs: number,
): 'user-disabled' | 'user-expired' | undefined {
  if (disabledMs !== undefined) return 'user-disabled'
  return expiresMs !== undefined && expiresMs <= timeMs ? 'user-expired' : undefined
}
