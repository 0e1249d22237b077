import type { Authenticator } from '@hopwise/auth'
import {
  type Access,
  type Destination,
  matchHosts,
  type Policy,
  type Routing,
} from '@hopwise/proxy'
import type { RouteSection } from '../config/sections/routes.ts'

/**
 * Whom a destination asks: the first route that matches says, and who is usually asked where none does.
 *
 * @param routing which way requests go on; absent where all go to their origins
 */
export function accessByRoutes(
  usual: Authenticator,
  routes: readonly RouteSection[],
  authenticators: ReadonlyMap<string, Authenticator>,
  policy: Policy,
  routing?: Routing,
): Access {
  const routed = routes.flatMap(({ destinations, authentication }) => {
    if (authentication === undefined) return []
    return [{ destinations, authenticator: named(authenticators, authentication) }]
  })
  if (routed.length === 0) return { authenticatorFor: () => usual, policy, routing }
  // One of the addresses is enough: it may be the one that is dialled.
  const matchOf = (destinations: RouteSection['destinations'], to: Destination) =>
    destinations === undefined
      ? 'yes'
      : matchHosts(destinations, { ...to, addresses: to.addresses }, 'some')
  return {
    policy,
    routing,
    needsAddresses: (to) => {
      const matches = routed.map(({ destinations }) => matchOf(destinations, to))
      return matches.find((match) => match !== 'no') === 'addresses-needed'
    },
    // Where a name does not resolve, patterns of addresses do not match.
    authenticatorFor: (to) =>
      routed.find(({ destinations }) => matchOf(destinations, to) === 'yes')?.authenticator ??
      usual,
  }
}

function named(authenticators: ReadonlyMap<string, Authenticator>, name: string): Authenticator {
  const authenticator = authenticators.get(name)
  if (authenticator === undefined)
    throw new TypeError(`no authentication ${name}, though it was checked`)
  return authenticator
}
