import type { Identity } from '@hopwise/auth'
import type { Destination } from '../access.ts'
import type { HostPattern } from '../policy/host-pattern.ts'
import { matchHosts } from '../policy/match-hosts.ts'
import type { Parent } from './parent.ts'
import type { ScriptedWay } from './way-script.ts'

/** Which way requests go on, by destination and user. A value: whoever reloads replaces it. */
export interface Routing {
  choose(destination: Destination, identity: Identity): Way
}

export type Way = 'direct' | ParentChain | ScriptedWay

/** Parents in the order in which they are asked. */
export interface ParentChain {
  /** Those of one tier share what comes, by weight; the next is asked when none of them is up. */
  readonly tiers: readonly (readonly Weighted[])[]
  /** Whether the origin is asked itself when no parent is up. */
  readonly orDirect: boolean
}

export interface Weighted {
  readonly parent: Parent
  /** Above 0, compared with that of the others of the tier. */
  readonly weight: number
}

/** It matches when everything that it names does; what it does not name matches always. */
export interface RoutingRule {
  readonly destinations?: readonly HostPattern[] | undefined
  /** One of the users or one of the groups is enough. */
  readonly users?: readonly string[] | undefined
  readonly groups?: readonly string[] | undefined
  readonly way: Way
}

/**
 * The first rule that matches decides; where none does, the origin is asked itself. Patterns of
 * addresses mean destinations that are named by address: a name is not resolved to find its way,
 * because with a parent that is the parent's work.
 */
export function createRouting(rules: readonly RoutingRule[]): Routing {
  return {
    choose({ host, port }, identity) {
      const reached = { host, port, addresses: undefined }
      const rule = rules.find(
        ({ destinations, ...whom }) =>
          isAbout(identity, whom) &&
          (destinations === undefined || matchHosts(destinations, reached, 'some') === 'yes'),
      )
      return rule?.way ?? 'direct'
    },
  }
}

function isAbout(
  { user, groups: own = [] }: Identity,
  { users, groups }: Pick<RoutingRule, 'users' | 'groups'>,
): boolean {
  if (users === undefined && groups === undefined) return true
  const isNamed = users?.some((name) => isSame(name, user)) ?? false
  return isNamed || (groups?.some((name) => own.some((group) => isSame(name, group))) ?? false)
}

/** What looks the same is the same, as for rules that allow. */
function isSame(one: string, other: string): boolean {
  return one.normalize('NFC') === other.normalize('NFC')
}
