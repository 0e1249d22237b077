import type { User } from '@hopwise/store'
import { aligned } from '../aligned.ts'
import { localMinute } from '../local-time.ts'

/** Aligned columns for people. */
export function userTable(
  users: readonly User[],
  nowMs: number,
  offsetMinutes: (timeMs: number) => number,
): string[] {
  const time = (timeMs: number | undefined): string =>
    timeMs === undefined ? '-' : localMinute(timeMs, offsetMinutes(timeMs))
  const further = FURTHER.filter(({ of }) => users.some((user) => of(user) !== ''))
  const rows = users.map((user) => [
    user.name,
    userState(user, nowMs),
    time(user.createdMs),
    time(user.passwordChangedMs),
    time(user.expiresMs),
    ...further.map(({ of }) => of(user) || '-'),
  ])
  const titles = ['NAME', 'STATE', 'CREATED', 'PASSWORD SET', 'EXPIRES']
  return aligned([[...titles, ...further.map(({ title }) => title)], ...rows])
}

/** Columns that are there when anybody has anything to put in. */
const FURTHER: readonly { readonly title: string; of(user: User): string }[] = [
  { title: 'GROUPS', of: ({ groups = [] }) => groups.join(', ') },
  { title: 'ONLY HOSTS', of: ({ restrictions }) => (restrictions?.hosts ?? []).join(', ') },
  { title: 'ONLY METHODS', of: ({ restrictions }) => (restrictions?.methods ?? []).join(', ') },
  { title: 'ONLY HOURS', of: ({ restrictions }) => (restrictions?.hours ?? []).join('; ') },
]

export type UserState = 'active' | 'disabled' | 'expired'

export function userState(user: User, nowMs: number): UserState {
  if (user.disabledMs !== undefined) return 'disabled'
  return user.expiresMs !== undefined && user.expiresMs <= nowMs ? 'expired' : 'active'
}

/** For programs: the same facts, times in ISO 8601. */
export function userJson(user: User, nowMs: number): Record<string, unknown> {
  const time = (timeMs: number): string => new Date(timeMs).toISOString()
  return {
    name: user.name,
    state: userState(user, nowMs),
    created: time(user.createdMs),
    passwordSet: time(user.passwordChangedMs),
    ...(user.disabledMs !== undefined && { disabled: time(user.disabledMs) }),
    ...(user.expiresMs !== undefined && { expires: time(user.expiresMs) }),
    isFirst: user.isFirst,
    ...(user.groups && { groups: user.groups }),
    ...(user.restrictions && { only: user.restrictions }),
  }
}
