import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'

/** The head of a request as clients send it, from what somebody wants to reach. */
export interface ImaginedHead {
  readonly method: string
  /** Of the request line. */
  readonly target: string
  readonly head: string
}

/**
 * `origin.example:443` is asked for by CONNECT, `http://origin.example/page` by GET, as clients do it
 * with a proxy; another method asks for `http://…`. What is not right stays as it is: the proxy's own
 * answer to it is what is wanted.
 *
 * @throws {Problem} when it cannot be part of a head at all
 */
export function imaginedHead(to: string, method: string | undefined): ImaginedHead {
  if (!/^[!-~]+$/.test(to)) {
    throw new Problem(EXIT.usage, 'Write HOST:PORT or a URI, in visible ASCII: names in punycode.')
  }
  if (method !== undefined && !/^[!-~]+$/.test(method)) {
    throw new Problem(EXIT.usage, 'A method is a word such as GET.')
  }
  const [, scheme, authority = to] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(to) ?? []
  const isWeb = scheme !== undefined && scheme.toLowerCase() !== 'https'
  const used = method ?? (isWeb ? 'GET' : 'CONNECT')
  const target = targetOf(used, to, scheme, authority)
  const host = used === 'CONNECT' ? target : authority.slice(authority.lastIndexOf('@') + 1)
  return { method: used, target, head: `${used} ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n` }
}

function targetOf(
  method: string,
  to: string,
  scheme: string | undefined,
  authority: string,
): string {
  if (method !== 'CONNECT') return scheme === undefined ? `http://${to}/` : to
  if (scheme === undefined) return to
  const hasPort = /:\d*$/.test(authority.replace(/^\[[^\]]*\]/, ''))
  return hasPort ? authority : `${authority}:${PORTS[scheme.toLowerCase()] ?? 443}`
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 }
