/**
 * Takes `user:password@` out of anything that stands where a request target should (all forms of
 * RFC 9112 §3.2 and what broken clients send instead), and says where path and query begin.
 */
export function withoutUserinfo(target: string): { authority: string; rest: string } {
  const prefix = BEFORE_AUTHORITY.exec(target)![0]
  if (prefix === '' && target.startsWith('/')) return { authority: '', rest: target }
  const end = endOfAuthority(target, prefix.length)
  const at = target.lastIndexOf('@', end - 1)
  const host = target.slice(Math.max(at + 1, prefix.length), end)
  return { authority: prefix + host, rest: target.slice(end) }
}

/**
 * Where the authority ends: at the first delimiter (RFC 3986 §3.2), unless what stands before it is
 * no host and an `@` follows. Then a password held the delimiter, and we go on to that `@`.
 */
function endOfAuthority(target: string, start: number): number {
  const end = delimiterFrom(target, start)
  const host = target.slice(Math.max(target.lastIndexOf('@', end - 1) + 1, start), end)
  if (PLAUSIBLE_HOST.test(host)) return end
  const at = target.lastIndexOf('@')
  return at > end ? delimiterFrom(target, at) : end
}

function delimiterFrom(target: string, start: number): number {
  DELIMITER.lastIndex = start
  return DELIMITER.exec(target)?.index ?? target.length
}

// A scheme and its slashes, however wrongly typed; browsers read a backslash as a slash.
const BEFORE_AUTHORITY = /^(?:[A-Za-z][A-Za-z0-9+.-]*:[/\\]+|[/\\]{2,})?/
const DELIMITER = /[/?#\\]/g
const PLAUSIBLE_HOST = /^(?:\[[^\]@]*\]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::\d*)?$/
