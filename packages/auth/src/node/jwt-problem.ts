import { errors } from 'jose'
import type { TokenCheck } from '../credential-store.ts'

/** What jose found wrong, by its codes, as a sentence for the operator. */
export function jwtProblem(
  error: unknown,
  expected: { readonly issuer: string; readonly audience: string | readonly string[] },
): TokenCheck {
  if (error instanceof errors.JWTExpired) {
    return { kind: 'token-expired', forOperator: 'it has expired' }
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unknown(claimSentence(error, expected))
  }
  if (error instanceof errors.JOSEError) {
    return unknown(SENTENCES[error.code] ?? `jose refuses it (${error.code})`)
  }
  // Not the token's fault: a key that is too short, or that this runtime cannot use.
  if (error instanceof TypeError || error instanceof DOMException) {
    return { kind: 'unavailable', detail: `a key of the issuer cannot be used: ${error.message}` }
  }
  throw error
}

function claimSentence(
  { claim, reason, payload }: errors.JWTClaimValidationFailed,
  { issuer, audience }: { readonly issuer: string; readonly audience: string | readonly string[] },
): string {
  if (reason === 'missing') return `it has no ${claim}`
  if (reason === 'invalid') return `its ${claim} is not of the right type`
  switch (claim) {
    case 'iss':
      return `its issuer is ${shown(payload.iss)}, not ${issuer}`
    case 'aud':
      return `it is for ${shown(payload.aud)}, not for ${[audience].flat().join(' or ')}`
    case 'nbf':
      return 'it is not valid yet: it was made for later, or the clocks differ'
    case 'typ':
      return 'it is another kind of JWT: its typ is not the one that is wanted'
    default:
      return `its ${claim} is not the one that is wanted`
  }
}

/** What a signed token says may be long, and is shown on terminals. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length <= SHOWN_LENGTH_MAX ? text : `${text.slice(0, SHOWN_LENGTH_MAX)}…`
}

function unknown(forOperator: string): TokenCheck {
  return { kind: 'token-unknown', forOperator }
}

const SENTENCES: { readonly [code: string]: string } = {
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'its signature is not right: it was changed, or is forged',
  ERR_JOSE_ALG_NOT_ALLOWED: 'it is signed with an algorithm that is not allowed',
  ERR_JOSE_NOT_SUPPORTED: 'it needs something that is not supported',
  ERR_JWS_INVALID: 'it is not a well-formed JWS',
  ERR_JWT_INVALID: 'what it carries is not a set of claims',
}

const SHOWN_LENGTH_MAX = 100
