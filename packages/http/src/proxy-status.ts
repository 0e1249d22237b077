/** One member of `Proxy-Status` (RFC 9209 §2): who, and what it has to say about this response. */
export interface ProxyStatusMember {
  /** The intermediary, as in `Via`. */
  readonly name: string
  /** A registered error type (§2.3); absent when the response is not an error of the intermediary's. */
  readonly error?: string
  /** Whom the intermediary asked: a name, an address, an alias (§2.1.2). */
  readonly nextHop?: string
  /** The status that the next hop sent, where it sent one (§2.1.4). */
  readonly receivedStatus?: number
  /** For people; ASCII, no secret (§2.1.5). */
  readonly details?: string
}

/**
 * Formats one member. Parameters follow RFC 8941 §3.1.2; the name is written as a String, which any
 * pseudonym fits into, unless it is a Token.
 */
export function formatProxyStatus(member: ProxyStatusMember): string {
  let text = SF_TOKEN.test(member.name) ? member.name : sfString(member.name)
  if (member.error !== undefined) text += `; error=${member.error}`
  if (member.nextHop !== undefined) text += `; next-hop=${sfString(member.nextHop)}`
  if (member.receivedStatus !== undefined) text += `; received-status=${member.receivedStatus}`
  if (member.details !== undefined) text += `; details=${sfString(member.details)}`
  return text
}

/** RFC 8941 §3.3.3: printable ASCII only; what else there is becomes "?". */
function sfString(text: string): string {
  const printable = text.replace(/[^\x20-\x7e]/g, '?')
  return `"${printable.replace(/[\\"]/g, '\\$&')}"`
}

/** RFC 8941 §3.3.4. */
const SF_TOKEN = /^[A-Za-z*][A-Za-z0-9!#$%&'*+\-.^_`|~:/]*$/
