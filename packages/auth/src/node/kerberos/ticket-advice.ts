/**
 * Why there is no ticket, for whoever runs the client: what the message of GSS-API means and what to do.
 * MIT's library puts its own words behind the general ones ("Minor code may provide more information: …").
 *
 * @param service that the ticket was to be for: `HTTP@host`
 */
export function ticketAdvice(message: string, service: string): string {
  const said = message.replace(/\s+/g, ' ').trim()
  const minor = said.replace(/^.*Minor code may provide more information:?\s*/i, '')
  const known = KNOWN.find(([pattern]) => pattern.test(said))
  if (known === undefined) return `the Kerberos library said "${minor}"`
  return `${known[1].replace('SERVICE', service.replace('@', '/'))} ("${minor}")`
}

const KNOWN: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    // SPNEGO has no mechanism left when Kerberos has no ticket.
    /no credentials were supplied|no kerberos credentials available|no credentials cache|credentials cache .* not found/i,
    'nobody is signed in to the realm here: kinit',
  ],
  [/expired/i, 'the ticket has expired: kinit'],
  [
    /server .*not found in kerberos database|server not found/i,
    'the realm knows no service SERVICE: address the proxy by the name that the realm has for it',
  ],
  [
    /cannot (?:contact|find|resolve) .*kdc|cannot find kdc/i,
    'the KDC of the realm cannot be reached',
  ],
  [
    /cannot determine realm/i,
    'it is not known which realm SERVICE belongs to: see domain_realm in krb5.conf',
  ],
  [
    /clock skew/i,
    'the clocks of this machine and of the KDC differ by more than is allowed: set both by NTP',
  ],
]
