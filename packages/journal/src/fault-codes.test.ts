import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classOf, lookup } from '@hopwise/status'
import { FAULTS, type FaultRow } from './fault-codes.ts'
import { PHASES } from './phase.ts'

const ROWS: readonly (readonly [string, FaultRow])[] = Object.entries(FAULTS)

test('every status that is sent is a registered error', () => {
  for (const [code, { status }] of ROWS) {
    if (status === 499) continue
    assert.equal(lookup(status).kind, 'registered', code)
    assert.match(classOf(status), /-error$/, code)
  }
})

test('407 is for credentials and nothing else', () => {
  for (const [code, row] of ROWS) {
    assert.equal(row.status === 407, row.retry === 'after-credentials', code)
    if (row.status === 407) assert.equal(row.phase, 'authenticate', code)
  }
})

test('the faults stand in the order of the phases', () => {
  const order = ROWS.map(([, row]) => PHASES.indexOf(row.phase))
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  )
})

test('a 4xx is never the fault of the proxy, and what the next hop did is a 5xx', () => {
  for (const [code, { status, party }] of ROWS) {
    if (status < 500) assert.notEqual(party, 'proxy', code)
    if (party === 'next-hop') assert.ok(status >= 500, code)
  }
})

test('an error type for Proxy-Status is one that RFC 9209 registers', () => {
  for (const [code, { proxyError }] of ROWS) {
    if (proxyError !== undefined) assert.ok(REGISTERED.has(proxyError), `${code} ${proxyError}`)
  }
})

// RFC 9209 §2.3.1–§2.3.32.
const REGISTERED = new Set([
  'dns_timeout',
  'dns_error',
  'destination_not_found',
  'destination_unavailable',
  'destination_ip_prohibited',
  'destination_ip_unroutable',
  'connection_refused',
  'connection_terminated',
  'connection_timeout',
  'connection_read_timeout',
  'connection_write_timeout',
  'connection_limit_reached',
  'tls_protocol_error',
  'tls_certificate_error',
  'tls_alert_received',
  'http_request_error',
  'http_request_denied',
  'http_response_incomplete',
  'http_response_header_section_size',
  'http_response_header_size',
  'http_response_body_size',
  'http_response_trailer_section_size',
  'http_response_trailer_size',
  'http_response_transfer_coding',
  'http_response_content_coding',
  'http_response_timeout',
  'http_upgrade_failed',
  'http_protocol_error',
  'proxy_internal_response',
  'proxy_internal_error',
  'proxy_configuration_error',
  'proxy_loop_detected',
])
