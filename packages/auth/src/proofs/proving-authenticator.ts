import type { Asked, Peer } from '../asked.ts'
import type { Identity } from '../identity.ts'
import type { Accepted, Authenticator, Refusal, Refused, Verdict } from '../verdict.ts'
import { type AddressUsers, userOfAddress } from './address-user.ts'
import { type CertificateUsers, userOfCertificate } from './certificate-user.ts'

export interface ProofOptions {
  /**
   * - `any`: an address or a certificate is enough; who has neither is asked for credentials. Right
   *   credentials say more precisely who somebody is and go before the other proofs
   * - `all`: every proof that is configured must hold, and certificate and credentials must be of one user
   */
  readonly satisfy: 'any' | 'all'
  readonly addresses?: readonly AddressUsers[] | undefined
  readonly certificates?: CertificateUsers | undefined
  /** Absent: credentials are not asked for. */
  readonly credentials?: Authenticator | undefined
}

/** Client address and client certificate as proofs of who somebody is, beside credentials. */
export function createProvingAuthenticator(options: ProofOptions): Authenticator {
  const judge = options.satisfy === 'any' ? byAnyProof : byEveryProof
  return {
    challenges: (refusal) => options.credentials?.challenges(refusal) ?? [],
    authenticate: (values, asked) => judge(options, values, asked),
  }
}

function byAnyProof(
  options: ProofOptions,
  values: readonly string[],
  asked: Asked,
): Verdict | Promise<Verdict> {
  const { credentials } = options
  const shown = shownBy(asked.peer, options)
  if (credentials === undefined) return shown ?? refusalOf(options, asked.peer)
  // Also without any: who has signed in on this connection need not show them again.
  const verdict = credentials.authenticate(values, asked)
  if (shown === undefined) return verdict
  return verdict instanceof Promise
    ? verdict.then((judged) => better(judged, shown))
    : better(verdict, shown)
}

/** A certificate is one person's, an address is a place's. */
function shownBy({ certificate, address }: Peer, options: ProofOptions): Accepted | undefined {
  const { certificates, addresses } = options
  const owner = certificates && certificate && userOfCertificate(certificate, certificates)
  if (owner !== undefined) return accepted(owner, BY_CERTIFICATE)
  const there = addresses && userOfAddress(address, addresses)
  return there && accepted(there, BY_ADDRESS)
}

function better(judged: Verdict, shown: Accepted): Verdict {
  return judged.kind === 'accepted' ? judged : shown
}

function byEveryProof(
  { addresses, certificates, credentials }: ProofOptions,
  values: readonly string[],
  asked: Asked,
): Verdict | Promise<Verdict> {
  const { peer } = asked
  const there = addresses && userOfAddress(peer.address, addresses)
  if (addresses !== undefined && there === undefined) return ADDRESS_NOT_ALLOWED
  const owner =
    certificates && peer.certificate && userOfCertificate(peer.certificate, certificates)
  if (certificates !== undefined && owner === undefined) return certificateRefusal(peer)
  if (credentials === undefined) return withoutCredentials(owner, there)
  // Only now: a password is not tried for somebody who would not get in with it.
  const verdict = credentials.authenticate(values, asked)
  if (owner === undefined) return verdict
  return verdict instanceof Promise
    ? verdict.then((judged) => ofOneUser(judged, owner))
    : ofOneUser(verdict, owner)
}

function withoutCredentials(owner: Identity | undefined, there: Identity | undefined): Verdict {
  if (owner !== undefined) return accepted(owner, BY_CERTIFICATE)
  return there === undefined ? ADDRESS_NOT_ALLOWED : accepted(there, BY_ADDRESS)
}

function ofOneUser(judged: Verdict, owner: Identity): Verdict {
  if (judged.kind !== 'accepted') return judged
  if (judged.user !== owner.user) {
    const { user, scheme } = judged
    return { kind: 'refused', reason: 'certificate-unknown', user, scheme, detail: 'another-user' }
  }
  const groups = [...(judged.groups ?? []), ...(owner.groups ?? [])]
  return { ...judged, groups }
}

/** What is missing of a client who has nothing that is enough. */
function refusalOf({ certificates }: ProofOptions, peer: Peer): Verdict {
  return certificates === undefined ? ADDRESS_NOT_ALLOWED : certificateRefusal(peer)
}

function certificateRefusal({ certificate, certificateProblem }: Peer): Refused {
  if (certificate !== undefined) return refused('certificate-unknown')
  return {
    ...refused('certificate-missing'),
    ...(certificateProblem && { detail: certificateProblem }),
  }
}

function accepted(identity: Identity, scheme: string): Accepted {
  return { ...identity, kind: 'accepted', scheme }
}

function refused(reason: Refusal): Refused {
  return { kind: 'refused', reason }
}

const BY_CERTIFICATE = 'client-certificate'
const BY_ADDRESS = 'client-address'
const ADDRESS_NOT_ALLOWED: Refused = refused('address-not-allowed')
