import type { Tools } from '../serve-settings.ts'
import type { Algorithm } from './algorithm.ts'
import { isSameText } from './same-text.ts'

/**
 * Nonces that need no memory: a time and some chance, with a code over them that only we can make.
 *
 *     nonce = 9 characters of time in base 36, in milliseconds
 *             1 character: the algorithm of the challenge
 *             16 hexadecimal digits of chance, so that two of one millisecond differ
 *             22 characters: 132 bits of HMAC-SHA-256 over all of this, the realm and the place
 *
 * Whoever has the key takes them, so that several nodes can serve one client. The algorithm is part
 * of it because a challenge for a strong one must not be answered by a weak one (RFC 7616 §5.8).
 */
export interface Nonces {
  mint(algorithm: Algorithm): string
  /** Undefined for a nonce that was not made with this key for this realm and place. */
  read(nonce: string): ReadNonce | undefined
}

export interface ReadNonce {
  readonly issuedMs: number
  /** `code` of the algorithm it was offered with. */
  readonly code: string
}

export function createNonces(tools: Tools, key: Uint8Array, realm: string, place = ''): Nonces {
  // A realm has no line ends, and neither has the head: no two places can be made to look alike.
  const codeOver = (head: string): string =>
    tools.hmac(key, `hopwise digest nonce 1\n${realm}\n${head}\n${place}`).slice(0, MAC_LENGTH)

  return {
    mint({ code }) {
      const time = tools.nowMs().toString(36).padStart(TIME_LENGTH, '0')
      const head = `${time}${code}${hexOf(tools.random(CHANCE_OCTETS))}`
      return head + codeOver(head)
    },
    read(nonce) {
      if (nonce.length !== HEAD_LENGTH + MAC_LENGTH) return undefined
      const head = nonce.slice(0, HEAD_LENGTH)
      if (!isSameText(nonce.slice(HEAD_LENGTH), codeOver(head))) return undefined
      const issuedMs = Number.parseInt(head.slice(0, TIME_LENGTH), 36)
      return { issuedMs, code: head[TIME_LENGTH]! }
    },
  }
}

function hexOf(octets: Uint8Array): string {
  let hex = ''
  for (const octet of octets) hex += octet.toString(16).padStart(2, '0')
  return hex
}

/** Until the year 5188. */
const TIME_LENGTH = 9
const CHANCE_OCTETS = 8
const HEAD_LENGTH = TIME_LENGTH + 1 + 2 * CHANCE_OCTETS
const MAC_LENGTH = 22
