import { HEAD_LIMITS, type HeadLimits } from '@hopwise/http'

/** Bounds of the engine (invariant 8). Times in milliseconds, sizes in octets. */
export interface Limits extends HeadLimits {
  /** From the first octet of a request to the end of its head. Apache RequestReadTimeout: 20 s, nginx: 60 s. */
  readonly headTimeoutMs: number
  /** From a connection to the end of its TLS handshake. nginx ssl_handshake and client_header_timeout: 60 s. */
  readonly handshakeTimeoutMs: number
  /** Between two requests on one connection. nginx keepalive_timeout: 75 s. */
  readonly idleTimeoutMs: number
  /** A client that owes us content and sends none. */
  readonly bodyTimeoutMs: number
  /** Octets of one request's content. */
  readonly bodyBytesMax: number
  /** Octets of content that are read before they are forwarded, because credentials cover them. */
  readonly heldBytesMax: number
  /** The same, of all requests together. */
  readonly heldInAllBytesMax: number
  /** Clients whose wrong passwords are answered late, because they guess; the rest is answered 429. */
  readonly heldAnswersMax: number
  /** Looking a name up. */
  readonly nameTimeoutMs: number
  /** Connecting to one next hop, all its addresses together. */
  readonly connectTimeoutMs: number
  /** From the request's last octet to the final response head. */
  readonly responseTimeoutMs: number
  /** Between two octets of a response, or of a client that does not take them. */
  readonly relayTimeoutMs: number
  /** A tunnel in which nothing moves, either way. */
  readonly tunnelIdleTimeoutMs: number
  /** How long a refused request's content is read and thrown away, so that the refusal is not lost to a reset. nginx lingering_time: 30 s. */
  readonly lingerTimeoutMs: number
  /** Up to this much content is thrown away to keep the connection; beyond, it is closed. */
  readonly discardBytesMax: number
  readonly clientConnectionsMax: number
  readonly tunnelsPerUserMax: number
  readonly nextHopConnectionsMax: number
  /** Idle connections kept to one origin, and in all. */
  readonly idlePerOriginMax: number
  readonly idleInAllMax: number
  /** How long an idle connection to an origin is kept. Origins close theirs after 5 s (Apache, Node) to 75 s (nginx). */
  readonly idleNextHopMs: number
}

export const DEFAULT_LIMITS: Limits = {
  ...HEAD_LIMITS,
  headTimeoutMs: 20_000,
  handshakeTimeoutMs: 10_000,
  idleTimeoutMs: 75_000,
  bodyTimeoutMs: 60_000,
  bodyBytesMax: Number.MAX_SAFE_INTEGER,
  heldBytesMax: 1024 * 1024,
  heldInAllBytesMax: 64 * 1024 * 1024,
  heldAnswersMax: 1_024,
  nameTimeoutMs: 5_000,
  connectTimeoutMs: 10_000,
  responseTimeoutMs: 120_000,
  relayTimeoutMs: 120_000,
  tunnelIdleTimeoutMs: 3_600_000,
  lingerTimeoutMs: 30_000,
  discardBytesMax: 256 * 1024,
  clientConnectionsMax: 16_384,
  tunnelsPerUserMax: 8_192,
  nextHopConnectionsMax: 16_384,
  idlePerOriginMax: 256,
  idleInAllMax: 2_048,
  idleNextHopMs: 30_000,
}
