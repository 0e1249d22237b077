import { type AddressClass, classifyAddress } from './address-class.ts'

/** Where the proxy may connect to. */
export interface EgressPolicy {
  /** Lets loopback, private, link-local and shared addresses through; metadata and multicast never. */
  readonly allowPrivate: boolean
}

/** What holds for a request that a rule has opened private addresses to. */
export function egressFor(policy: EgressPolicy, isOpened: boolean | undefined): EgressPolicy {
  return isOpened === true ? OPENED : policy
}

export type Egress =
  | { readonly kind: 'allowed'; readonly addresses: readonly string[] }
  | { readonly kind: 'forbidden'; readonly address: string; readonly addressClass: AddressClass }

/**
 * Decides which of a name's addresses may be dialled (invariant 6). One forbidden address among
 * several forbids the name: a name that points both out and in is how a guard is walked around.
 */
export function decideEgress(addresses: readonly string[], policy: EgressPolicy): Egress {
  for (const address of addresses) {
    const addressClass = classifyAddress(address)
    if (!isAllowed(addressClass, policy)) return { kind: 'forbidden', address, addressClass }
  }
  return { kind: 'allowed', addresses }
}

function isAllowed(addressClass: AddressClass, policy: EgressPolicy): boolean {
  switch (addressClass) {
    case 'public':
      return true
    case 'loopback':
    case 'private':
    case 'shared':
    case 'link-local':
    case 'reserved':
      return policy.allowPrivate
    case 'metadata':
    case 'multicast':
    case 'unspecified':
    case 'not-an-address':
      return false
    default:
      return addressClass satisfies never
  }
}

const OPENED: EgressPolicy = { allowPrivate: true }
