import { clientPrefix, type PrefixBits } from '../guessing/client-prefix.ts'
import { createGuessGuard, type GuessGuard, type GuessLimit } from '../guessing/guess-guard.ts'
import { createLockOuts, type LockOutLedger } from '../guessing/lock-outs.ts'
import { createGuessCounter } from './guess-counter.ts'

export interface GuessingOptions {
  readonly byUser: GuessLimit
  readonly byClient: GuessLimit
  readonly answer: 'lock-out' | 'delay'
  readonly prefix: PrefixBits
  /** Where others see lock-outs and may end them. */
  readonly ledger?: LockOutLedger | undefined
  /** Milliseconds since the epoch: what the ledger keeps outlives this process. */
  readonly nowMs: () => number
}

/** A guard that counts in this process. */
export function createGuessing(options: GuessingOptions): GuessGuard {
  const { byUser, byClient, answer, prefix, ledger, nowMs } = options
  return createGuessGuard({
    ...{ byUser, byClient, answer },
    prefixOf: clientPrefix(prefix),
    countByUser: createGuessCounter(byUser),
    countByClient: createGuessCounter(byClient),
    lockOuts: createLockOuts({ nowMs, ledger }),
    held: createLockOuts({ nowMs }),
  })
}

/** What holds where nobody says otherwise. NIST SP 800-63B (rate limiting) allows an account 100. */
export const DEFAULT_GUESSING: Omit<GuessingOptions, 'ledger' | 'nowMs'> = {
  byUser: { refusals: 10, withinMs: 600_000, lockOutMs: 900_000 },
  byClient: { refusals: 100, withinMs: 600_000, lockOutMs: 900_000 },
  answer: 'lock-out',
  prefix: { ipv4: 32, ipv6: 64 },
}
