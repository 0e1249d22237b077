import type { LockedOut } from '../credential-store.ts'
import type { ClientPrefix } from './client-prefix.ts'
import type { GuessCounter } from './guess-counter.ts'
import type { LockOuts } from './lock-outs.ts'

/** Slows down and locks out whoever guesses. Only refused credentials count, never challenges. */
export interface GuessGuard {
  /**
   * Whether a verification may be tried now. Whoever is remembered as right is not asked about.
   *
   * @param user as claimed; undefined where the credentials name nobody (a token)
   * @param address the client's IP address
   */
  admit(user: string | undefined, address: string): LockedOut | undefined
  /**
   * Notes that credentials were refused.
   *
   * @param id the same for the same credentials: a program that repeats one wrong password is no guesser
   * @returns how long the answer should wait, in milliseconds; 0 is not at all
   */
  refused(user: string | undefined, address: string, id: string): Promise<number>
  /** Notes that credentials were right. Nobody waits for it. */
  accepted(user: string, address: string): void
}

/** How many refusals, within which time, cost how long. */
export interface GuessLimit {
  readonly refusals: number
  readonly withinMs: number
  readonly lockOutMs: number
}

export interface GuessGuardOptions {
  /** For one user, as claimed, from one client prefix. */
  readonly byUser: GuessLimit
  /** For all of one client prefix: who tries one password for many users. */
  readonly byClient: GuessLimit
  /** `lock-out`: 429 from the limit on. `delay`: every refusal is answered later than the last. */
  readonly answer: 'lock-out' | 'delay'
  readonly prefixOf: ClientPrefix
  /** One for each limit: they count within different times. */
  readonly countByUser: GuessCounter
  readonly countByClient: GuessCounter
  readonly lockOuts: LockOuts
}

/**
 * Refusals are counted by (user, client prefix) and by client prefix: a user cannot be locked out by
 * somebody who only knows the name, from somewhere else. An unknown user counts like a known one.
 */
export function createGuessGuard(options: GuessGuardOptions): GuessGuard {
  const { byUser, byClient, answer, prefixOf, countByUser, countByClient, lockOuts } = options

  function lock(user: string | undefined, client: string, limit: GuessLimit, count: number): void {
    if (answer === 'lock-out' && count >= limit.refusals) {
      lockOuts.begin({ user, client, refusals: count }, limit.lockOutMs)
    }
  }

  return {
    admit(user, address) {
      const client = prefixOf(address)
      const ofUser = user === undefined ? 0 : lockOuts.leftMs(user, client)
      const retryAfterMs = Math.max(ofUser, lockOuts.leftMs(undefined, client))
      return retryAfterMs > 0 ? { kind: 'locked-out', retryAfterMs } : undefined
    },
    async refused(user, address, id) {
      const client = prefixOf(address)
      const ofClient = await countByClient.count(client, id)
      lock(undefined, client, byClient, ofClient)
      if (user === undefined) return answer === 'delay' ? delayMs(ofClient) : 0
      const ofUser = await countByUser.count(keyOf(user, client), id)
      lock(user, client, byUser, ofUser)
      return answer === 'delay' ? delayMs(ofUser) : 0
    },
    accepted(user, address) {
      // Not the client's count: whoever has one account could clear it between guesses at others.
      void countByUser.forget(keyOf(user, prefixOf(address)))
    },
  }
}

/** Doubles from a quarter of a second on; the first refusal is everybody's typing error. */
function delayMs(count: number): number {
  return count < 2 ? 0 : Math.min(DELAY_FIRST_MS * 2 ** (count - 2), DELAY_MAX_MS)
}

/** No prefix contains a space, so no name can be made to look like another's key. */
function keyOf(user: string, client: string): string {
  return `${client} ${user}`
}

const DELAY_FIRST_MS = 250
/** Longer than a person waits, shorter than programs' own time limits, which would ask anew. */
const DELAY_MAX_MS = 16_000
