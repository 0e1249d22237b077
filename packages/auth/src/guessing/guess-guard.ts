import type { LockedOut } from '../credential-store.ts'
import type { ClientPrefix } from './client-prefix.ts'
import { foldedName } from './folded-name.ts'
import type { GuessCounter } from './guess-counter.ts'
import type { LockOut, LockOuts } from './lock-outs.ts'

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
   * @returns how long the answer is to be held back, in milliseconds; 0 is not at all
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
  /**
   * `lock-out`: 429 from the limit on. `delay`: every refusal of a user is answered later than the last
   * one, and from the limit on every refusal of a client; until it is answered no other is tried.
   */
  readonly answer: 'lock-out' | 'delay'
  readonly prefixOf: ClientPrefix
  /** One for each limit: they count within different times. */
  readonly countByUser: GuessCounter
  readonly countByClient: GuessCounter
  readonly lockOuts: LockOuts
  /** Who is being answered late. Seconds each, so nobody needs to see them elsewhere. */
  readonly held: LockOuts
}

/**
 * Refusals are counted by (user, client prefix) and by client prefix: a user cannot be locked out by
 * somebody who only knows the name, from somewhere else. An unknown user counts like a known one.
 */
export function createGuessGuard(options: GuessGuardOptions): GuessGuard {
  const { byUser, byClient, answer, prefixOf, countByUser, countByClient } = options
  const closing = answer === 'lock-out' ? options.lockOuts : options.held

  async function lock(who: Guesser, limit: GuessLimit, forget: () => Promise<void>): Promise<void> {
    if (who.refusals < limit.refusals) return
    closing.begin(who, limit.lockOutMs)
    // Whoever is let in again, by time or by an operator, has all their tries again.
    await forget()
  }

  /** Guessing on many connections at once must not be quicker than on one: the next has to wait, too. */
  function hold(ofUser: Guesser, ofClient: Guesser): number {
    const byAll = delayMs(ofClient.refusals - byClient.refusals + 2)
    const ms = Math.max(delayMs(ofUser.refusals), byAll)
    if (ms > 0) closing.begin(ofUser, ms)
    if (byAll > 0) closing.begin(ofClient, byAll)
    return ms
  }

  return {
    admit(claimed, address) {
      const client = prefixOf(address)
      const user = foldedName(claimed ?? NAMELESS)
      const leftMs = Math.max(closing.leftMs(user, client), closing.leftMs(undefined, client))
      return leftMs > 0 ? { kind: 'locked-out', retryAfterMs: leftMs } : undefined
    },
    async refused(claimed, address, id) {
      const client = prefixOf(address)
      const user = foldedName(claimed ?? NAMELESS)
      const key = keyOf(user, client)
      const ofClient = { user: undefined, client, refusals: await countByClient.count(client, id) }
      // A token names nobody: it counts for the client.
      const refusals = claimed === undefined ? ofClient.refusals : await countByUser.count(key, id)
      const ofUser = { user, client, refusals }
      if (answer === 'delay') return hold(ofUser, ofClient)
      await lock(ofClient, byClient, () => countByClient.forget(client))
      if (claimed !== undefined) await lock(ofUser, byUser, () => countByUser.forget(key))
      return 0
    },
    accepted(user, address) {
      // Not the client's count: whoever has one account could clear it between guesses at others.
      void countByUser.forget(keyOf(foldedName(user), prefixOf(address)))
    },
  }
}

type Guesser = Pick<LockOut, 'user' | 'client' | 'refusals'>

/** Doubles from a quarter of a second on; the first refusal is everybody's typing error. */
function delayMs(count: number): number {
  return count < 2 ? 0 : Math.min(DELAY_FIRST_MS * 2 ** (count - 2), DELAY_MAX_MS)
}

/** No prefix contains a space, so no name can be made to look like another's key. */
function keyOf(user: string, client: string): string {
  return `${client} ${user}`
}

/** Whoever shows a token. Nobody else's key: those who give an empty name guess as one. */
const NAMELESS = ''
const DELAY_FIRST_MS = 250
/** Longer than a person waits, shorter than programs' own time limits, which would ask anew. */
const DELAY_MAX_MS = 16_000
