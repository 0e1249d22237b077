import assert from 'node:assert/strict'
import type { Origin } from './origin.ts'
import { ALICE, type Credentials, MAX, WRONG, ZOE } from './users.ts'

/**
 * Nothing of anybody's proxy credentials reached the origin, in no encoding a client may use, nor the
 * fields that are the proxy's to consume (RFC 9110 §11.7.2, §7.6.1).
 */
export function assertNoCredentials(origin: Origin): void {
  const received = origin.received().toLowerCase()
  // Inside TLS nobody can strip anything: wget 1.21 sends `Proxy-Connection` through the tunnel too.
  const traces = origin.url.startsWith('https') ? TRACES : [...TRACES, 'proxy-connection']
  for (const trace of traces) {
    assert.ok(!received.includes(trace), `the origin was sent ${trace}:\n${origin.received()}`)
  }
}

const TRACES: readonly string[] = [
  'proxy-authorization',
  ...[ALICE, MAX, ZOE, WRONG].flatMap(encodings),
].map((trace) => trace.toLowerCase())

function encodings({ user, password }: Credentials): string[] {
  const pair = `${user}:${password}`
  const octets = ['utf8', 'latin1'] as const
  return [
    encodeURIComponent(password),
    ...octets.map((charset) => Buffer.from(pair, charset).toString('base64')),
    ...octets.map((charset) => Buffer.from(password, charset).toString('latin1')),
  ]
}
