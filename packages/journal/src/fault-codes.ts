import type { Party, Phase, Retry } from './phase.ts'

/** What is fixed about a fault, whoever it meets. The words for people are in the catalogue. */
export interface FaultRow {
  /** Status a client is shown. `499` is never sent: nobody is left to read it. */
  readonly status: number
  readonly phase: Phase
  /** Whose fault it is. */
  readonly party: Party
  readonly retry: Retry
  /** Error type for `Proxy-Status` (RFC 9209 §2.3); absent where the registry has none that fits. */
  readonly proxyError?: string
}

/**
 * Every fault that Hopwise can state, with a page of the same name in `docs/errors/`.
 * A code without a row does not compile; a row without a page or a text fails the tests.
 */
export const FAULTS = {
  // receive: the request never became one
  HEAD_MALFORMED: row(400, 'receive', 'client', 'never', 'http_request_error'),
  HEAD_TOO_LARGE: row(431, 'receive', 'client', 'never', 'http_request_error'),
  HEAD_TIMEOUT: row(408, 'receive', 'client', 'on-fresh-connection', 'http_request_error'),
  VERSION_UNSUPPORTED: row(505, 'receive', 'client', 'never', 'http_request_error'),
  TARGET_TOO_LONG: row(414, 'receive', 'client', 'never', 'http_request_error'),
  TARGET_INVALID: row(400, 'receive', 'client', 'never', 'http_request_error'),
  TARGET_SCHEME_UNSUPPORTED: row(400, 'receive', 'client', 'never', 'http_request_error'),
  HOST_INVALID: row(400, 'receive', 'client', 'never', 'http_request_error'),
  FRAMING_AMBIGUOUS: row(400, 'receive', 'client', 'never', 'http_request_error'),
  TRANSFER_CODING_UNSUPPORTED: row(501, 'receive', 'client', 'never', 'http_request_error'),
  EXPECTATION_UNSUPPORTED: row(417, 'receive', 'client', 'never', 'http_request_error'),
  BODY_MALFORMED: row(400, 'receive', 'client', 'never', 'http_request_error'),
  BODY_TOO_LARGE: row(413, 'receive', 'client', 'never', 'http_request_error'),
  BODY_TIMEOUT: row(408, 'receive', 'client', 'on-fresh-connection', 'http_request_error'),
  PAGE_NOT_FOUND: row(404, 'receive', 'client', 'never'),
  METHOD_NOT_ALLOWED: row(405, 'receive', 'client', 'never'),
  OVERLOADED: row(503, 'receive', 'proxy', 'later', 'connection_limit_reached'),
  DRAINING: row(503, 'receive', 'proxy', 'on-fresh-connection'),
  INTERNAL_ERROR: row(500, 'receive', 'proxy', 'later', 'proxy_internal_error'),
  // authenticate: who is asking
  CREDENTIALS_MISSING: row(407, 'authenticate', 'client', 'after-credentials'),
  CREDENTIALS_MALFORMED: row(407, 'authenticate', 'client', 'after-credentials'),
  CREDENTIALS_REPEATED: row(407, 'authenticate', 'client', 'after-credentials'),
  SCHEME_NOT_OFFERED: row(407, 'authenticate', 'client', 'after-credentials'),
  CREDENTIALS_REJECTED: row(407, 'authenticate', 'client', 'after-credentials'),
  USER_DISABLED: row(407, 'authenticate', 'operator', 'after-credentials'),
  USER_EXPIRED: row(407, 'authenticate', 'operator', 'after-credentials'),
  CREDENTIALS_STALE: row(407, 'authenticate', 'client', 'after-credentials'),
  CREDENTIALS_REPLAYED: row(407, 'authenticate', 'client', 'after-credentials'),
  CREDENTIALS_MISMATCH: row(407, 'authenticate', 'client', 'after-credentials'),
  TOKEN_REJECTED: row(407, 'authenticate', 'client', 'after-credentials'),
  TOKEN_EXPIRED: row(407, 'authenticate', 'client', 'after-credentials'),
  TOKEN_INSUFFICIENT: row(403, 'authenticate', 'operator', 'never'),
  TICKET_REJECTED: row(407, 'authenticate', 'operator', 'after-credentials'),
  HANDSHAKE_CONTINUES: row(407, 'authenticate', 'client', 'after-credentials'),
  CERTIFICATE_REQUIRED: row(403, 'authenticate', 'client', 'on-fresh-connection'),
  CERTIFICATE_UNKNOWN: row(403, 'authenticate', 'operator', 'never'),
  ADDRESS_FORBIDDEN: row(403, 'authenticate', 'operator', 'never'),
  AUTHENTICATION_LIMITED: row(429, 'authenticate', 'client', 'later'),
  VERIFIER_UNAVAILABLE: row(503, 'authenticate', 'proxy', 'later', 'proxy_internal_error'),
  // authorize: may they
  POLICY_FORBIDDEN: row(403, 'authorize', 'operator', 'never', 'http_request_denied'),
  ACCOUNT_FORBIDDEN: row(403, 'authorize', 'operator', 'never', 'http_request_denied'),
  DESTINATION_FORBIDDEN: row(403, 'authorize', 'operator', 'never', 'destination_ip_prohibited'),
  TUNNEL_LIMIT: row(429, 'authorize', 'client', 'later', 'connection_limit_reached'),
  // route: where to
  NAME_NOT_RESOLVED: row(502, 'route', 'client', 'later', 'dns_error'),
  NAME_TIMEOUT: row(504, 'route', 'next-hop', 'later', 'dns_timeout'),
  PAC_UNAVAILABLE: row(502, 'route', 'operator', 'later', 'destination_unavailable'),
  PAC_UNUSABLE: row(502, 'route', 'operator', 'never', 'proxy_configuration_error'),
  ROUTE_LOOP: row(508, 'route', 'operator', 'never', 'proxy_loop_detected'),
  // connect: reach it
  CONNECT_REFUSED: row(502, 'connect', 'next-hop', 'later', 'connection_refused'),
  CONNECT_UNREACHABLE: row(502, 'connect', 'next-hop', 'later', 'destination_ip_unroutable'),
  CONNECT_TIMEOUT: row(504, 'connect', 'next-hop', 'later', 'connection_timeout'),
  PARENT_UNREACHABLE: row(502, 'connect', 'operator', 'later', 'destination_unavailable'),
  PARENT_TLS_FAILED: row(502, 'connect', 'operator', 'never', 'tls_protocol_error'),
  PARENT_CHALLENGE_UNANSWERABLE: row(
    502,
    'connect',
    'operator',
    'never',
    'proxy_configuration_error',
  ),
  PARENT_CREDENTIALS_REJECTED: row(
    502,
    'connect',
    'operator',
    'never',
    'proxy_configuration_error',
  ),
  PARENT_CHALLENGE_INVALID: row(502, 'connect', 'next-hop', 'never', 'http_protocol_error'),
  PARENT_CHALLENGE_LATE: row(502, 'connect', 'next-hop', 'on-fresh-connection'),
  PARENT_REFUSED: row(502, 'connect', 'next-hop', 'later'),
  PARENT_ANSWER_INVALID: row(
    502,
    'connect',
    'next-hop',
    'on-fresh-connection',
    'http_protocol_error',
  ),
  NEXT_HOP_LIMIT: row(503, 'connect', 'proxy', 'later', 'connection_limit_reached'),
  // forward: hand it the request
  NEXT_HOP_CLOSED: row(502, 'forward', 'next-hop', 'on-fresh-connection', 'connection_terminated'),
  RESPONSE_TIMEOUT: row(504, 'forward', 'next-hop', 'later', 'http_response_timeout'),
  RESPONSE_MALFORMED: row(502, 'forward', 'next-hop', 'never', 'http_protocol_error'),
  RESPONSE_HEAD_TOO_LARGE: row(
    502,
    'forward',
    'next-hop',
    'never',
    'http_response_header_section_size',
  ),
  RESPONSE_TRANSFER_CODING: row(
    502,
    'forward',
    'next-hop',
    'never',
    'http_response_transfer_coding',
  ),
  UPGRADE_UNEXPECTED: row(502, 'forward', 'next-hop', 'never', 'http_upgrade_failed'),
  // relay: the head is out; all that is left is to stop
  RESPONSE_INCOMPLETE: row(
    502,
    'relay',
    'next-hop',
    'on-fresh-connection',
    'http_response_incomplete',
  ),
  RELAY_IDLE: row(504, 'relay', 'next-hop', 'later', 'connection_read_timeout'),
  CLIENT_GONE: row(499, 'relay', 'client', 'never'),
} as const satisfies Record<string, FaultRow>

export type FaultCode = keyof typeof FAULTS

function row(
  status: number,
  phase: Phase,
  party: Party,
  retry: Retry,
  proxyError?: string,
): FaultRow {
  return { status, phase, party, retry, ...(proxyError && { proxyError }) }
}
