import { createAuthenticator } from '../authenticator.ts'
import type { PasswordStore } from '../credential-store.ts'
import type { GuessGuard } from '../guessing/guess-guard.ts'
import { createRemembered } from '../remembered.ts'
import { SCHEMES } from '../schemes.ts'
import type { Authenticator } from '../verdict.ts'
import { createVerifications, type VerificationLimits } from '../verifications.ts'
import { createFingerprint } from './fingerprint.ts'
import { TOOLS } from './tools.ts'

export interface PasswordAuthenticatorOptions {
  readonly store: PasswordStore
  readonly realm: string
  /** Names of schemes in the order they are offered. */
  readonly schemes?: readonly string[]
  /** How long a verified credential is believed without asking the store. */
  readonly lifetimeMs?: number
  readonly limits?: VerificationLimits
  readonly guard?: GuessGuard
}

/**
 * An authenticator over a password store, with this process's clock and randomness.
 *
 * @throws {RangeError} when the realm or a scheme is not one that can be offered
 */
export function createPasswordAuthenticator(options: PasswordAuthenticatorOptions): Authenticator {
  const { store, realm, schemes = ['basic'], lifetimeMs, limits, guard } = options
  return createAuthenticator({
    schemes: schemes.map((name) => schemeOf(name).serve({ realm, tools: TOOLS })),
    sources: { passwords: store, verifications: createVerifications(limits) },
    remembered: createRemembered({
      nowMs: () => performance.now(),
      wallClockMs: Date.now,
      ...(lifetimeMs !== undefined && { lifetimeMs }),
    }),
    fingerprint: createFingerprint(),
    guard,
  })
}

function schemeOf(name: string) {
  const scheme = SCHEMES.get(name)
  if (scheme) return scheme
  throw new RangeError(
    `There is no auth scheme "${name}"; there are: ${[...SCHEMES.keys()].join(', ')}`,
  )
}
