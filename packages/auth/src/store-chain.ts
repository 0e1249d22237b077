import type { Asked } from './asked.ts'
import type { PasswordCheck, PasswordStore } from './credential-store.ts'
import { Secret } from './secret.ts'

/**
 * Several stores as one, asked in order.
 *
 * - The first that knows the user decides, whatever the others would say: a name has one password.
 * - A store that cannot be asked is passed over. Nobody else knowing the user, the answer is
 *   `unavailable`: the store that is down may be the one that knows. So a wrong password is only ever
 *   said by a store that has the user.
 * - A store that does not tell an unknown user from a wrong password is taken as not knowing.
 * - Unless the password is right, every store is asked something, so that the time it takes does not
 *   tell which of them has the user. Those behind the one that decided are asked for somebody whom
 *   nobody knows: a wrong password must neither be shown to them nor lock an account there.
 *
 * @throws {RangeError} without any store
 */
export function chainStores(stores: readonly PasswordStore[]): PasswordStore {
  const [first] = stores
  if (first === undefined) throw new RangeError('There is no store to ask: name at least one')
  if (stores.length === 1) return first
  return {
    name: stores.map(({ name }) => name).join(', '),
    // Each number only ever grows, and so does the sum.
    version: () => stores.reduce((sum, store) => sum + store.version(), 0),
    check: (username, password, asked) => checkInOrder(stores, username, password, asked),
  }
}

async function checkInOrder(
  stores: readonly PasswordStore[],
  username: string,
  password: Secret,
  asked: Asked | undefined,
): Promise<PasswordCheck> {
  let decided: PasswordCheck | undefined
  const undecided: PasswordCheck[] = []
  for (const store of stores) {
    if (decided !== undefined) {
      await store.check(NOBODY, NO_PASSWORD, asked)
      continue
    }
    const check = await store.check(username, password, asked)
    if (isUndecided(check)) undecided.push(named(check, store))
    else if (check.kind !== 'wrong-password') return check
    else decided = check
  }
  return decided ?? mostTelling(undecided)
}

function isUndecided(check: PasswordCheck): boolean {
  if (check.kind === 'wrong-password') return check.isUserUnclear === true
  return check.kind === 'unknown-user' || check.kind === 'unavailable'
}

/** Of several stores, the operator wants to know which one it was. */
function named(check: PasswordCheck, { name }: PasswordStore): PasswordCheck {
  return check.kind === 'unavailable' ? { ...check, detail: `${name}: ${check.detail}` } : check
}

/** That a store was not asked counts more than that others do not know. */
function mostTelling(checks: readonly PasswordCheck[]): PasswordCheck {
  const unavailable = checks.filter((check) => check.kind === 'unavailable')
  if (unavailable.length > 0) {
    return { kind: 'unavailable', detail: unavailable.map(({ detail }) => detail).join('; ') }
  }
  return checks.find((check) => check.kind === 'wrong-password') ?? { kind: 'unknown-user' }
}

/** Nobody's name: `.invalid` is kept for that (RFC 2606 §2). The answer is not looked at. */
const NOBODY = 'nobody@hopwise.invalid'
const NO_PASSWORD = new Secret('nobody has this password')
