import { type Authenticator, createProvingAuthenticator, SCHEMES } from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import { formatChallenge } from '@hopwise/http'
import type { AuthenticationSection } from '../config/sections/authentication.ts'

/**
 * What clients are asked for, and which addresses are enough, without anybody who could judge
 * credentials: no store is opened.
 * Nonces in the challenges are made for the occasion and good nowhere.
 */
export function offered(section: OfferedSection): Authenticator {
  const { realm, digest, bearer } = section
  const { algorithms, qop, userhash } = digest ?? {}
  const scope = bearer?.scope ?? bearer?.jwt?.scope ?? bearer?.introspection?.scope
  const settings = {
    realm,
    tools: TOOLS,
    bearer: { scope },
    digest: { algorithms, qop, userhash },
  }
  const schemes = section.schemes.flatMap((name) => SCHEMES.get(name)?.serve(settings) ?? [])
  const { satisfy = 'any', addresses, certificates } = section
  const credentials: Authenticator = {
    challenges: () => schemes.flatMap((scheme) => scheme.challenges().map(formatChallenge)),
    authenticate: () => ({ kind: 'refused', reason: 'credentials-missing' }),
  }
  return createProvingAuthenticator({
    satisfy,
    addresses,
    certificates,
    ...(schemes.length > 0 && { credentials }),
  })
}

/** Of `authentication`, what challenges are made of. */
export type OfferedSection = Pick<AuthenticationSection, 'realm' | 'schemes'> &
  Partial<
    Pick<AuthenticationSection, 'digest' | 'bearer' | 'satisfy' | 'addresses' | 'certificates'>
  >
