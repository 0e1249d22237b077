import type { AuthElement, Challenge } from '@hopwise/http'
import type { Asked } from '../asked.ts'
import { isBase64 } from '../base64.ts'
import { ask, type ContextStep, type Flow } from '../flow.ts'
import type { ServerScheme } from '../scheme.ts'
import type { ServeSettings } from '../serve-settings.ts'
import type { Refused, Verdict } from '../verdict.ts'

/**
 * The serving side of Negotiate (RFC 4559). What the token means is the mechanism's business (SPNEGO,
 * RFC 4178, and in it Kerberos): each is handed over as it came, and so is what the mechanism answers.
 */
export function serveNegotiate({
  negotiate,
}: Pick<ServeSettings, 'negotiate'>): ServerScheme<'accept-context'> {
  return {
    name: 'negotiate',
    isReusable: false, // a ticket is good for one context
    bindsConnection: negotiate?.perConnection ?? true,
    challenges: (refusal) => [challenge(refusal?.token)],
    verify: verifyNegotiate,
  }
}

/** Bare at first, with the mechanism's token when there is one (RFC 4559 §4.1). */
function challenge(token: string | undefined): Challenge {
  return token === undefined || token === ''
    ? { kind: 'params', scheme: 'negotiate', params: new Map() }
    : { kind: 'token68', scheme: 'negotiate', token68: token }
}

function* verifyNegotiate(
  credentials: AuthElement,
  { peer }: Asked,
): Flow<Verdict, 'accept-context'> {
  if (credentials.kind !== 'token68') return refused('credentials-malformed', 'token-missing')
  const token = credentials.token68
  // token68 also allows base64url's characters; GSS-API tokens are plain base64 (RFC 4559 §4.2).
  if (!isBase64(token)) return refused('credentials-malformed', 'base64-invalid')
  if (token.startsWith(NTLM)) return { ...refused('ticket-rejected'), forOperator: NTLM_INSTEAD }
  const { store, step } = yield* ask('accept-context', { scheme: 'negotiate', token, peer })
  return verdictOf(step, store)
}

function verdictOf(step: ContextStep, store: string): Verdict {
  switch (step.kind) {
    case 'established': {
      const { kind: _, token, ...identity } = step
      const mutual = token === undefined || token === '' ? undefined : `Negotiate ${token}`
      return { ...identity, kind: 'accepted', scheme: 'negotiate', mutual }
    }
    case 'continue':
      return { ...refused('round-continues'), token: step.token }
    case 'rejected':
      return { ...refused('ticket-rejected'), user: step.user, forOperator: step.detail }
    case 'unavailable':
      return { kind: 'unavailable', store, detail: step.detail }
    default:
      return step satisfies never
  }
}

function refused(reason: Refused['reason'], detail?: string): Refused {
  return { kind: 'refused', reason, scheme: 'negotiate', ...(detail !== undefined && { detail }) }
}

/** "NTLMSSP" and a zero octet, in base64 as far as it is the same for all messages. */
const NTLM = 'TlRMTVNTU'

const NTLM_INSTEAD =
  'the client sent an NTLM message in the place of a Kerberos ticket: it has no ticket for this proxy (not signed in to the realm, or the proxy was named by an address or an alias)'
