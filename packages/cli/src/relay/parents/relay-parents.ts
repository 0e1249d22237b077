import { answersFor } from '@hopwise/agent/hop'
import { CLIENT_SCHEMES, type ClientScheme, createAsker, socksSchemesAmong } from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import { formatParentAddress, Parent, type ParentCredentials } from '@hopwise/proxy'
import type { ParentArgument } from './parent-argument.ts'
import type { RelayPassword } from './relay-password.ts'

/** Who the parents are told this is, and how. */
export interface Presented {
  readonly user?: string | undefined
  readonly password: RelayPassword | undefined
  /** Names of the schemes that may be answered; absent: all. */
  readonly schemes?: readonly string[] | undefined
  /** Nothing is presented, not even a ticket. */
  readonly isWithheld?: boolean | undefined
}

/** A parent of the engine, with credentials of its own. */
export function relayParent(argument: ParentArgument, presented: Presented): Parent {
  const { address } = argument
  const asker = createAsker({ tools: TOOLS, schemes: clientSchemes(presented, address) })
  const answers = relayAnswers(argument, presented)
  return new Parent({
    // Several on one machine differ by port, and people know them by what they typed.
    name: formatParentAddress(address).replace(/^.*:\/\//, ''),
    address,
    credentials: { kind: 'own', asker, answers },
  })
}

/** Who answers the challenges of this parent: the login in its address goes before the one of `--user`. */
export function relayAnswers(
  { address, login }: ParentArgument,
  { user, password, isWithheld }: Presented,
): Extract<ParentCredentials, { kind: 'own' }>['answers'] {
  if (isWithheld === true) return NOTHING
  const proxy = { ...address, login }
  if (login !== undefined || user === undefined) return answersFor(proxy, {})
  return answersFor(proxy, {
    credentials: () => {
      const now = password?.()
      return now && { username: user, password: now }
    },
  })
}

/** Of those that were named, the ones that make sense to this parent. */
export function clientSchemes(
  { schemes }: Pick<Presented, 'schemes'>,
  { scheme }: Pick<ParentArgument['address'], 'scheme'>,
): readonly ClientScheme[] {
  if (scheme === 'socks5') return socksSchemesAmong(schemes)
  return schemes === undefined
    ? CLIENT_SCHEMES
    : CLIENT_SCHEMES.filter(({ name }) => schemes.includes(name))
}

const NOTHING: Extract<ParentCredentials, { kind: 'own' }>['answers'] = {
  'find-login': () => undefined,
  'find-token': () => undefined,
  'initiate-context': () => ({ kind: 'declined', detail: 'this proxy gets no credentials' }),
}
