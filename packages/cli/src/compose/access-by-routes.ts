import type { Authenticator } from '@hopwise/auth'
import { type Access, type Destination, matchHosts, type Policy } from '@hopwise/proxy'
import type { RouteSection } from '../config/sections/routes.ts'

/** Whom a destination asks: the first route that matches says, and who is usually asked where none does. */
export function accessByRoutes(
  usual: Authenticator,
  routes: readonly RouteSection[],
  authenticators: ReadonlyMap<string, Authenticator>,
  policy: Policy,
): Access {
  if (routes.length === 0) return { authenticatorFor: () => usual, policy }
  const routed = routes.map(({ destinations, authentication }) => {
    return { destinations, authenticator: named(authenticators, authentication) }
  })
  // One of the addresses is enough: it may be the one that is dialled.
  const matchOf = (destinations: RouteSection['destinations'], to: Destination) =>
    matchHosts(destinations, { ...to, addresses: to.addresses }, 'some')
  return {
    policy,
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
