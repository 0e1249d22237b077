import { type Authority, parseAuthority } from './authority.ts'

/** A request target in one of the four forms of RFC 9112 §3.2. */
export type Target =
  | {
      readonly form: 'absolute'
      readonly scheme: string
      readonly host: string
      /** Explicit: the scheme's own port where none was written. */
      readonly port: number
      /** The authority exactly as written: what `Host` becomes (RFC 9112 §3.2.2). */
      readonly authority: string
      /** Path and query exactly as written; `/` for an empty path. Never normalised (RFC 9110 §7.7). */
      readonly path: string
      /** Nothing after the authority: OPTIONS turns this into `*` (RFC 9112 §3.2.4). */
      readonly isBare: boolean
    }
  | { readonly form: 'authority'; readonly host: string; readonly port: number }
  | { readonly form: 'origin'; readonly path: string }
  | { readonly form: 'asterisk' }

type AbsoluteTarget = Extract<Target, { form: 'absolute' }>

export type TargetProblem =
  | 'authority-malformed'
  | 'authority-without-port'
  | 'userinfo-in-target'
  | 'form-unknown'
  | 'fragment-in-target'
  | 'scheme-unknown'

export type ParsedTarget = Target | { readonly form: 'malformed'; readonly reason: TargetProblem }

/**
 * Reads a target as its method asks: CONNECT takes authority-form only (RFC 9112 §3.2.3).
 *
 * @param before an earlier target of the same client: often only the path is another
 */
export function parseTarget(method: string, target: string, before?: Target): ParsedTarget {
  if (method === 'CONNECT') return parseConnectTarget(target)
  if (target.includes('#')) return malformed('fragment-in-target')
  if (target.charCodeAt(0) === SLASH) return { form: 'origin', path: target }
  if (target === '*') return method === 'OPTIONS' ? ASTERISK : malformed('form-unknown')
  return (before?.form === 'absolute' && atSameAuthority(target, before)) || parseAbsolute(target)
}

/** Undefined where the authority is not, octet for octet, the one that was read before. */
function atSameAuthority(target: string, before: AbsoluteTarget): AbsoluteTarget | undefined {
  const { scheme, host, port, authority } = before
  const end = scheme.length + 3 + authority.length
  const isSame =
    target.startsWith(scheme) &&
    target.startsWith('://', scheme.length) &&
    target.startsWith(authority, scheme.length + 3) &&
    (end === target.length || isAuthorityEnd(target.charCodeAt(end)))
  if (!isSame) return undefined
  const isBare = end === target.length
  return { form: 'absolute', scheme, host, port, authority, path: pathOf(target, end), isBare }
}

function parseConnectTarget(target: string): ParsedTarget {
  const authority = parseAuthority(target)
  if (authority === undefined) return malformed('authority-malformed')
  // RFC 9110 §9.3.6: there is no default port; a request without one is refused.
  if (authority.port === undefined) return malformed('authority-without-port')
  return { form: 'authority', host: authority.host, port: authority.port }
}

/** `absolute-form = absolute-URI`: split, not parsed by `URL`, which would rewrite path and escapes. */
function parseAbsolute(target: string): ParsedTarget {
  const colon = target.indexOf('://')
  if (colon < 1) return malformed('form-unknown')
  const scheme = target.slice(0, colon).toLowerCase()
  const defaultPort = DEFAULT_PORTS[scheme]
  if (defaultPort === undefined) return malformed('scheme-unknown')
  const start = colon + 3
  const end = authorityEnd(target, start)
  const authority = target.slice(start, end)
  if (authority.includes('@')) return malformed('userinfo-in-target')
  const parsed: Authority | undefined = parseAuthority(authority)
  if (parsed === undefined) return malformed('authority-malformed')
  return {
    form: 'absolute',
    scheme,
    host: parsed.host,
    port: parsed.port ?? defaultPort,
    authority,
    path: pathOf(target, end),
    isBare: end === target.length,
  }
}

function authorityEnd(target: string, start: number): number {
  for (let at = start; at < target.length; at++) {
    if (isAuthorityEnd(target.charCodeAt(at))) return at
  }
  return target.length
}

/** A fragment has been refused before. */
function isAuthorityEnd(code: number): boolean {
  return code === SLASH || code === QUESTION
}

function pathOf(target: string, end: number): string {
  if (end === target.length) return '/'
  return target.charCodeAt(end) === QUESTION ? `/${target.slice(end)}` : target.slice(end)
}

function malformed(reason: TargetProblem): ParsedTarget {
  return { form: 'malformed', reason }
}

const SLASH = 47
const QUESTION = 63
const ASTERISK: Target = { form: 'asterisk' }
/** Schemes whose targets we can read. Which of them we can serve is not decided here. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  ftp: 21,
}
