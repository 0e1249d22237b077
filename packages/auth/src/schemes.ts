import { basicClient } from './basic/client.ts'
import { serveBasic } from './basic/server.ts'
import { bearerClient } from './bearer/client.ts'
import { serveBearer } from './bearer/server.ts'
import { digestClient } from './digest/client.ts'
import { serveDigest } from './digest/server.ts'
import { negotiateClient } from './negotiate/client.ts'
import { serveNegotiate } from './negotiate/server.ts'
import { ntlmClient } from './ntlm/client.ts'
import type { ClientScheme, ServerScheme } from './scheme.ts'
import type { ServeSettings } from './serve-settings.ts'

/** What there is to know about one auth scheme (RFC 9110 §11.1), on both sides. */
export interface Scheme {
  /** In lower case. */
  readonly name: string
  readonly client: ClientScheme
  /** @throws {RangeError} when a challenge cannot carry the realm, or an option makes no sense */
  serve(settings: ServeSettings): ServerScheme
}

/** Every scheme there is an implementation of. A new scheme is one folder and one line here. */
export const SCHEMES: ReadonlyMap<string, Scheme> = new Map(
  [
    { name: 'basic', client: basicClient, serve: serveBasic },
    { name: 'bearer', client: bearerClient, serve: serveBearer },
    { name: 'negotiate', client: negotiateClient, serve: serveNegotiate },
    { name: 'digest', client: digestClient, serve: serveDigest },
  ].map((scheme) => [scheme.name, scheme]),
)

/** Every scheme that can be answered: those above, and NTLM, which nobody should serve any more. */
export const CLIENT_SCHEMES: readonly ClientScheme[] = [
  ...[...SCHEMES.values()].map(({ client }) => client),
  ntlmClient,
]

/**
 * Whether the name (in lower case) is a scheme that somebody registered or is known to use. Anything
 * else in its place may be a secret and must not be written down.
 */
export function isRegisteredScheme(name: string): boolean {
  return REGISTERED.has(name)
}

/**
 * IANA "HTTP Authentication Schemes", 2026-11, and two that are in use without being registered:
 * NTLM, and AWS Signature Version 4.
 */
const REGISTERED: ReadonlySet<string> = new Set([
  'basic',
  'bearer',
  'concealed',
  'digest',
  'dpop',
  'gnap',
  'hoba',
  'mutual',
  'negotiate',
  'oauth',
  'privatetoken',
  'scram-sha-1',
  'scram-sha-256',
  'vapid',
  'ntlm',
  'aws4-hmac-sha256',
])
