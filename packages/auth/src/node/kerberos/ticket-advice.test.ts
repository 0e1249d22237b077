import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ticketAdvice } from './ticket-advice.ts'

// What MIT's library 1.20 says; the first three are seen in e2e/agent-negotiate.test.ts.
const GENERAL = 'Unspecified GSS failure.  Minor code may provide more information: '

const CASES: readonly [message: string, advice: RegExp][] = [
  [
    'No credentials were supplied, or the credentials were unavailable or inaccessible: SPNEGO cannot find mechanisms to negotiate',
    /^nobody is signed in to the realm here: kinit \("/,
  ],
  [
    'No credentials were supplied, or the credentials were unavailable or inaccessible: No Kerberos credentials available (default cache: FILE:/x)',
    /^nobody is signed in to the realm here: kinit \("/,
  ],
  [
    `${GENERAL}Server HTTP/elsewhere@TEST.EXAMPLE not found in Kerberos database`,
    /^the realm knows no service HTTP\/proxy\.example: .* \("Server HTTP\/elsewhere/,
  ],
  [`${GENERAL}Ticket expired`, /^the ticket has expired: kinit \("Ticket expired"\)$/],
  [`${GENERAL}Cannot contact any KDC for realm 'X'`, /^the KDC of the realm cannot be reached/],
  [`${GENERAL}Cannot find KDC for realm "X"`, /^the KDC of the realm cannot be reached/],
  [`${GENERAL}Clock skew too great`, /^the clocks of this machine and of the KDC differ/],
  [`${GENERAL}Cannot determine realm for host`, /which realm HTTP\/proxy\.example belongs to/],
  [`${GENERAL}Something new`, /^the Kerberos library said "Something new"$/],
]

for (const [message, advice] of CASES) {
  test(`told by ${message.slice(-40)}: what to do`, () => {
    assert.match(ticketAdvice(message, 'HTTP@proxy.example'), advice)
  })
}
