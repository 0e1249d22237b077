/**
 * Whether nobody can tell a request with this method once from twice (RFC 9110 §9.2.2), so that it may
 * be sent again when its connection closed without a response. Methods are compared as they are written:
 * they are case-sensitive (§9.1), and of one that is not known here nothing is assumed.
 */
export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method)
}

const IDEMPOTENT: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PUT',
  'DELETE',
])
