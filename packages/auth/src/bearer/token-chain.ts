import type { TokenCheck, TokenStore } from '../credential-store.ts'
import type { Secret } from '../secret.ts'

/**
 * Several stores as one, asked in order until one knows the token. What a token looks like spares most
 * questions, and keeps tokens of our own from being shown to others. A store that is down counts only
 * when no other one knew the token.
 */
export function chainTokens(stores: readonly TokenStore[]): TokenStore {
  return {
    name: 'tokens',
    version: () => stores.reduce((sum, store) => sum + store.version(), 0),
    belongs: (token) => {
      const claims = stores.map((store) => store.belongs?.(token) ?? 'perhaps')
      if (claims.includes('only-here')) return 'only-here'
      return claims.includes('perhaps') ? 'perhaps' : 'not-here'
    },
    check: (token) => {
      const asked = whoMayKnow(token, stores)
      const [only] = asked
      return asked.length === 1 && only !== undefined ? named(only, token) : ask(token, asked)
    },
  }
}

function whoMayKnow(token: Secret, stores: readonly TokenStore[]): readonly TokenStore[] {
  const owner = stores.find((store) => store.belongs?.(token) === 'only-here')
  if (owner !== undefined) return [owner]
  return stores.filter((store) => store.belongs?.(token) !== 'not-here')
}

/** At once where the store answers at once. */
function named(store: TokenStore, token: Secret): TokenCheck | Promise<TokenCheck> {
  const check = store.check(token)
  return check instanceof Promise ? check.then((late) => say(late, store)) : say(check, store)
}

async function ask(token: Secret, stores: readonly TokenStore[]): Promise<TokenCheck> {
  const down: string[] = []
  const reasons: string[] = []
  for (const store of stores) {
    const check = say(await store.check(token), store)
    if (check.kind === 'unavailable') down.push(check.detail)
    else if (check.kind !== 'token-unknown') return check
    else if (check.forOperator !== undefined) reasons.push(check.forOperator)
  }
  if (down.length > 0) return { kind: 'unavailable', detail: down.join('; ') }
  const forOperator = reasons.length > 0 ? reasons.join('; ') : 'no store knows tokens of this form'
  return { kind: 'token-unknown', forOperator }
}

/** The chain has one name; the operator wants to know which of the stores it was. */
function say(check: TokenCheck, { name }: TokenStore): TokenCheck {
  if (check.kind === 'unavailable') return { ...check, detail: `${name}: ${check.detail}` }
  if (check.kind !== 'token-unknown' || check.forOperator === undefined) return check
  return { ...check, forOperator: `${name}: ${check.forOperator}` }
}
