import { parseNoProxy } from '@hopwise/agent/hop'
import {
  formatNamedWay,
  formatParentAddress,
  type NamedAddress,
  type Parent,
  type ParentAddress,
  parseParentAddress,
} from '@hopwise/proxy'
import type { ParentArgument } from './parent-argument.ts'
import { type Presented, relayParent } from './relay-parents.ts'

/** Whose the credentials are, where a script names the proxies. */
export interface Trust {
  /** Those of `--to`, with their logins. */
  readonly parents: readonly ParentArgument[]
  /** More of them, written as in `NO_PROXY`. */
  readonly credentialsFor: string
  readonly presented: Presented
}

/** A proxy that a script names, and what it is shown. */
export interface NamedParent {
  readonly argument: ParentArgument
  readonly presented: Presented
}

/**
 * Credentials, tickets among them, are for proxies that the command line names, and for no others:
 * whoever can change a script, or answer for its server, could have the password sent to a machine of
 * their own. Undefined for a proxy that cannot be spoken to.
 */
export function namedParent(
  address: NamedAddress,
  { parents, credentialsFor, presented }: Trust,
): NamedParent | undefined {
  const name = formatNamedWay({ kind: 'proxy', address })
  const listed = parents.find((argument) => formatParentAddress(argument.address) === name)
  if (listed !== undefined) return { argument: listed, presented }
  const spoken = spokenTo(name)
  if (spoken === undefined) return undefined
  const isTrusted = parseNoProxy(credentialsFor).entryFor(spoken) !== undefined
  return { argument: { address: spoken }, presented: isTrusted ? presented : WITHHELD }
}

/**
 * The parents that a script names, made when they come up and kept for what is learnt of them.
 *
 * @param known those that are there, to which the new ones are added
 * @param notify is told once of each that gets no credentials, or is passed over
 */
export function scriptParents(
  trust: Trust,
  known: Map<ParentArgument, Parent>,
  notify: (sentence: string) => void,
): (address: NamedAddress) => Parent | undefined {
  const kept = new Map<string, ParentArgument | undefined>()

  function make(name: string, address: NamedAddress): ParentArgument | undefined {
    const named = namedParent(address, trust)
    if (named === undefined) {
      notify(`The PAC script names ${name}, which is not spoken here: it is passed over.`)
      return undefined
    }
    const { argument, presented } = named
    if (presented === WITHHELD) notify(withheldSentence(name, argument.address))
    if (!known.has(argument)) known.set(argument, relayParent(argument, presented))
    return argument
  }

  return (address) => {
    const name = formatNamedWay({ kind: 'proxy', address })
    if (!kept.has(name)) kept.set(name, make(name, address))
    const argument = kept.get(name)
    for (const [oldest, forgotten] of kept) {
      if (kept.size <= KEPT_MAX) break
      kept.delete(oldest)
      if (forgotten && !trust.parents.includes(forgotten)) known.delete(forgotten)
    }
    return argument && known.get(argument)
  }
}

function withheldSentence(name: string, { host }: ParentAddress): string {
  return `The PAC script names ${name}. It gets no credentials, unless --credentials-for ${host} is said.`
}

function spokenTo(name: string): ParentAddress | undefined {
  const parsed = parseParentAddress(name)
  return parsed.kind === 'address' ? parsed.address : undefined
}

/** Nothing at all, tickets neither. */
const WITHHELD: Presented = { password: undefined, isWithheld: true }
/** A script may make up addresses without end; companies have a few. */
const KEPT_MAX = 100
