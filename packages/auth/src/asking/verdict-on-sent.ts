import type { ParsedChallenges } from '@hopwise/http'

/**
 * Whether the challenges go on with what was sent rather than refuse it: a token is the next round of
 * a handshake (RFC 4559 §4), and a stale nonce says that the password was right (RFC 7616 §3.3).
 */
export function goesOn(scheme: string, { challenges }: ParsedChallenges): boolean {
  return challenges.some(
    (challenge) =>
      challenge.scheme === scheme &&
      (challenge.kind === 'token68' ||
        (scheme === 'digest' && challenge.params.get('stale')?.toLowerCase() === 'true')),
  )
}

/**
 * Who answers with these has looked at the credentials and found them right. 400, 403, 408, 429, 500
 * and 503 are also what a proxy says before it has looked.
 */
export function tellsAcceptance(status: number): boolean {
  return !UNTELLING.has(status)
}

const UNTELLING: ReadonlySet<number> = new Set([400, 401, 403, 407, 408, 429, 431, 500, 501, 503])
