import type { RoutedOrigin } from './choose-route.ts'

/** As much of the options of `http.request` as says where it goes. */
export interface RequestOptions {
  readonly [name: string]: unknown
}

/** A call of `http.request` or `https.request`, its forms made one. */
export interface RequestCall {
  readonly origin: RoutedOrigin
  readonly options: RequestOptions
  /** The same call with other options. */
  withOptions(options: RequestOptions): readonly unknown[]
}

/**
 * Reads the arguments of `request(url, options, listener)` or `request(options, listener)`. Undefined
 * where the call does not go to a host by name: a socket file, or a connection of the program's own.
 */
export function readRequestCall(
  scheme: 'http' | 'https',
  args: readonly unknown[],
): RequestCall | undefined {
  const [first, second] = args
  const hasUrl = typeof first === 'string' || isUrl(first)
  const given = hasUrl ? second : first
  const options = (typeof given === 'object' && given !== null ? given : {}) as RequestOptions
  if (options['socketPath'] || options['createConnection']) return undefined
  const url = hasUrl ? parsed(String(first)) : undefined
  if (hasUrl && url === undefined) return undefined
  // As Node does: what the options say comes before what the URL says.
  const host = String(options['hostname'] ?? options['host'] ?? url?.hostname ?? 'localhost')
  const port = Number(options['port'] || url?.port || PORTS[scheme])
  const hasOptions = typeof given === 'object' && given !== null
  const rest = args.slice(hasUrl ? (hasOptions ? 2 : 1) : 1)
  return {
    origin: { scheme, host: host.replace(/^\[(.*)\]$/, '$1').toLowerCase(), port },
    options,
    withOptions: (changed) => (hasUrl ? [first, changed, ...rest] : [changed, ...rest]),
  }
}

/** What an agent of the program's own says about TLS, for the one that takes its place. */
export function tlsOptionsOf(agent: unknown): RequestOptions {
  const options = (agent as { readonly options?: RequestOptions } | undefined)?.options ?? {}
  return Object.fromEntries(
    TLS_OPTIONS.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  )
}

interface ParsedUrl {
  readonly hostname: string
  readonly port: string
}

function isUrl(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'href' in value && 'hostname' in value
}

/** Whoever cannot be read is for Node to complain about. */
function parsed(text: string): ParsedUrl | undefined {
  try {
    return new URL(text) as unknown as ParsedUrl
  } catch {
    return undefined
  }
}

const PORTS = { http: 80, https: 443 } as const

const TLS_OPTIONS: readonly string[] = [
  'ca',
  'cert',
  'key',
  'pfx',
  'passphrase',
  'rejectUnauthorized',
  'servername',
  'ciphers',
  'minVersion',
  'maxVersion',
  'secureProtocol',
  'secureContext',
  'checkServerIdentity',
]
