import type { AuthElement, Challenge } from '@hopwise/http'
import { Secret } from '../secret.ts'

export type BearerToken =
  | { readonly kind: 'token'; readonly token: Secret }
  | { readonly kind: 'malformed'; readonly reason: 'token-missing' | 'too-long' }

/**
 * Reads the token of Bearer credentials.
 *
 *     b64token    = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="   ; RFC 6750 §2.1
 *     credentials = "Bearer" 1*SP b64token
 *
 * That is token68 of RFC 9110 §11.2 under another name, so the parser of the field has checked it.
 */
export function readBearer(credentials: AuthElement): BearerToken {
  if (credentials.kind !== 'token68') return { kind: 'malformed', reason: 'token-missing' }
  const { token68 } = credentials
  if (token68.length > TOKEN_LENGTH_MAX) return { kind: 'malformed', reason: 'too-long' }
  return { kind: 'token', token: new Secret(token68) }
}

/** Whether the text can be sent as a token at all. */
export function isBearerToken(text: string): boolean {
  return text.length <= TOKEN_LENGTH_MAX && B64TOKEN.test(text)
}

/** The error codes that there are (RFC 6750 §3.1). */
export type BearerError = 'invalid_request' | 'invalid_token' | 'insufficient_scope'

export interface BearerChallenge {
  readonly realm: string
  readonly scope: string | undefined
  readonly error?: BearerError | undefined
  /** For developers: printable ASCII without `"` and `\` (RFC 6750 §3). */
  readonly description?: string | undefined
}

/** A challenge; the parameters in the order of the RFC's examples. */
export function bearerChallenge(about: BearerChallenge): Challenge {
  const { realm, scope, error, description } = about
  const params = new Map([['realm', realm]])
  if (scope !== undefined) params.set('scope', scope)
  if (error !== undefined) params.set('error', error)
  if (description !== undefined) params.set('error_description', description)
  return { kind: 'params', scheme: 'bearer', params }
}

/**
 *     scope       = scope-token *( SP scope-token )          ; RFC 6749 §3.3
 *     scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
 */
export function isScope(text: string): boolean {
  return SCOPE.test(text)
}

/** A JWT that lists a hundred groups comes to 8 KiB; Entra ID cuts at 200 groups. */
const TOKEN_LENGTH_MAX = 16_384

const B64TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/
const SCOPE = /^[!#-[\]-~]+(?: [!#-[\]-~]+)*$/
