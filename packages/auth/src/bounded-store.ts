import type { PasswordCheck, PasswordStore } from './credential-store.ts'
import { createVerifications, type VerificationLimits } from './verifications.ts'

/**
 * A store whose verifications cost this machine's CPU, with a bound of its own. Where such a store
 * stands beside one that is asked over a network, one bound for both would let a slow network keep
 * everybody else waiting.
 */
export function boundedStore(store: PasswordStore, limits?: VerificationLimits): PasswordStore {
  const verifications = createVerifications<PasswordCheck>(limits)
  let count = 0
  return {
    name: store.name,
    version: () => store.version(),
    check: (username, password, asked) =>
      // Each is a question of its own: whoever asks the same was joined before it came here.
      verifications.run(String(count++), () => store.check(username, password, asked)) ??
      Promise.resolve(TOO_MANY),
  }
}

const TOO_MANY: PasswordCheck = { kind: 'unavailable', detail: 'too many verifications wait' }
