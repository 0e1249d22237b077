import type { LockOut } from '@hopwise/auth'
import { redactedUser } from '@hopwise/journal'
import { aligned } from '../aligned.ts'
import { localMinute } from '../local-time.ts'

/** Aligned columns for people. Names are what somebody claimed: nothing in them reaches the terminal. */
export function lockOutTable(
  lockOuts: readonly LockOut[],
  offsetMinutes: (timeMs: number) => number,
): string[] {
  const time = (timeMs: number): string => localMinute(timeMs, offsetMinutes(timeMs))
  const rows = lockOuts.map(({ user, client, refusals, beganMs, endsMs }) => [
    client,
    user === undefined ? EVERYBODY : redactedUser(user),
    String(refusals),
    time(beganMs),
    time(endsMs),
  ])
  return aligned([['CLIENT', 'USER', 'REFUSALS', 'SINCE', 'UNTIL'], ...rows])
}

/** For programs: the same facts, times in ISO 8601. Without a user it is everybody of the client. */
export function lockOutJson({ user, client, refusals, beganMs, endsMs }: LockOut): object {
  return {
    client,
    ...(user !== undefined && { user }),
    refusals,
    since: new Date(beganMs).toISOString(),
    until: new Date(endsMs).toISOString(),
  }
}

/** In brackets: no user of ours can have that name. */
const EVERYBODY = '(everybody)'
