import type { HashName, Tools } from '../serve-settings.ts'
import type { Algorithm } from './algorithm.ts'

export type Qop = 'auth' | 'auth-int'

/** What goes into a response besides the secret (RFC 7616 §3.4.1). */
export interface Signed {
  readonly algorithm: Algorithm
  readonly nonce: string
  /** Eight hexadecimal digits. */
  readonly nc: string
  readonly cnonce: string
  readonly qop: Qop
  readonly uri: string
}

/**
 * A1 hashed, which is what stores keep (RFC 7616 §3.4.2): H(username ":" realm ":" password). As good
 * as the password for this realm.
 */
export function ha1Of(
  tools: Pick<Tools, 'hash'>,
  hash: HashName,
  username: string,
  realm: string,
  password: string,
): string {
  return tools.hash(hash, `${username}:${realm}:${password}`)
}

/** H(username ":" realm), for a client that would rather not say its name (RFC 7616 §3.4.4). */
export function userhashOf(
  tools: Pick<Tools, 'hash'>,
  hash: HashName,
  username: string,
  realm: string,
): string {
  return tools.hash(hash, `${username}:${realm}`)
}

/**
 * A1 of a `-sess` algorithm, hashed (RFC 7616 §3.4.2): made once, with the nonces of the first request.
 * For the other algorithms it is what the store keeps.
 */
export function sessionHa1(
  tools: Pick<Tools, 'hash'>,
  { algorithm, nonce, cnonce }: Pick<Signed, 'algorithm' | 'nonce' | 'cnonce'>,
  ha1: string,
): string {
  return algorithm.isSession ? tools.hash(algorithm.hash, `${ha1}:${nonce}:${cnonce}`) : ha1
}

/**
 * What a client proves its secret with: KD(H(A1), nonce ":" nc ":" cnonce ":" qop ":" H(A2)).
 *
 * @param ha1 as `sessionHa1` gives it
 * @param contentHash of the content, for `auth-int` (§3.4.3)
 */
export function requestResponse(
  tools: Pick<Tools, 'hash'>,
  signed: Signed,
  ha1: string,
  method: string,
  contentHash: string | undefined,
): string {
  return respond(tools, signed, signed.qop, ha1, `${method}:${signed.uri}`, contentHash)
}

/**
 * `rspauth`: the same by the other side, without the method (RFC 7616 §3.5), so that it cannot be a
 * request's response played back.
 *
 * @param qop what the answer covers, which need not be what the request did
 */
export function answerResponse(
  tools: Pick<Tools, 'hash'>,
  signed: Signed,
  qop: Qop,
  ha1: string,
  contentHash?: string,
): string {
  return respond(tools, signed, qop, ha1, `:${signed.uri}`, contentHash)
}

function respond(
  tools: Pick<Tools, 'hash'>,
  { algorithm, nonce, nc, cnonce }: Signed,
  qop: Qop,
  ha1: string,
  what: string,
  contentHash: string | undefined,
): string {
  const a2 = contentHash === undefined ? what : `${what}:${contentHash}`
  const ha2 = tools.hash(algorithm.hash, a2)
  return tools.hash(algorithm.hash, `${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`)
}
