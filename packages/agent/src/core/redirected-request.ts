import type { RoutedOrigin } from './choose-route.ts'
import { withoutProxyFields } from './without-proxy-fields.ts'

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
  if (options['socketPath']) return undefined
  if (options['createConnection'] && !isWebSocket(options['headers'])) return undefined
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

/**
 * The options for `https.request` of what is really meant by a request which goes to a proxy in absolute-form with https, as needle
 * sends it: a proxy would have to do the TLS, and those that do none refuse it. Undefined for all others.
 */
export function secureRequest({ options }: RequestCall): RequestOptions | undefined {
  const { path, headers, agent, ...others } = options
  if (typeof path !== 'string' || !/^https:\/\//i.test(path)) return undefined
  const url = parsed(path)
  if (url === undefined) return undefined
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  const port = Number(url.port || PORTS.https)
  const to = {
    protocol: 'https:',
    host,
    hostname: host,
    port,
    path: `${url.pathname}${url.search}`,
  }
  return { ...tlsOptionsOf(agent), ...others, ...to, headers: withoutProxyFields(headers) }
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
  readonly pathname: string
  readonly search: string
}

/** `ws` gives each of its requests a connection of its own, and lets nobody choose which. */
function isWebSocket(headers: unknown): boolean {
  const lines = Object.entries(typeof headers === 'object' && headers !== null ? headers : {})
  return lines.some(
    ([name, value]) => /^upgrade$/i.test(name) && /^websocket$/i.test(String(value)),
  )
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
