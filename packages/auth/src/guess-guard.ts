import type { LockedOut } from './credential-store.ts'

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
  refused(user: string | undefined, address: string, id: string): number
  /** Notes that credentials were right. */
  accepted(user: string, address: string): void
}
