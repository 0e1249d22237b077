import type { Certificate } from '../asked.ts'
import type { Identity } from '../identity.ts'

/** How a client certificate becomes a user. */
export interface CertificateUsers {
  /**
   * The part that is the user's name, or whom a certificate belongs to by one of its names: the whole
   * subject as RFC 4514 text, `email:…`, `DNS:…`, `URI:…`, or `sha256:` and its fingerprint.
   */
  readonly user: CertificatePart | Readonly<Record<string, Identity>>
  /** What everybody who has shown a certificate is in. */
  readonly groups?: readonly string[] | undefined
}

export type CertificatePart = 'commonName' | 'email' | 'dns' | 'uri' | 'subject'

/** Undefined where the certificate belongs to nobody, or to more than one: then nobody knows whom. */
export function userOfCertificate(
  certificate: Certificate,
  { user, groups = [] }: CertificateUsers,
): Identity | undefined {
  const found =
    typeof user === 'string' ? named(partOf(certificate, user)) : listed(certificate, user)
  if (found === undefined) return undefined
  return { ...found, groups: [...(found.groups ?? []), ...groups] }
}

function named(user: string | undefined): Identity | undefined {
  return user === undefined || user === '' ? undefined : { user }
}

function partOf(certificate: Certificate, part: CertificatePart): string | undefined {
  switch (part) {
    case 'commonName':
      return certificate.commonName
    case 'subject':
      return certificate.subject
    case 'email':
      return onlyOf(certificate, 'email:')
    case 'dns':
      return onlyOf(certificate, 'DNS:')
    case 'uri':
      return onlyOf(certificate, 'URI:')
    default:
      return part satisfies never
  }
}

function onlyOf({ alternativeNames }: Certificate, kind: string): string | undefined {
  const names = alternativeNames.filter((name) => name.startsWith(kind))
  return names.length === 1 ? names[0]?.slice(kind.length) : undefined
}

function listed(
  { subject, alternativeNames, fingerprint }: Certificate,
  users: Readonly<Record<string, Identity>>,
): Identity | undefined {
  const names = [`sha256:${fingerprint}`, subject, ...alternativeNames]
  const found = names.flatMap((name) => (Object.hasOwn(users, name) ? [users[name]!] : []))
  const [first, ...others] = found
  return others.some(({ user }) => user !== first?.user) ? undefined : first
}
