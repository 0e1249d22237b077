import type { Fields } from './field-section.ts'
import { listOf, valuesOf } from './fields.ts'

/**
 * Fields that belong to one connection and are never sent on, whether or not `Connection` names them:
 * RFC 9110 §7.6.1, with `Transfer-Encoding` of RFC 9112 §6.1, which describes a framing that we write
 * anew. `Content-Length` is end-to-end, and so is `Trailer` (RFC 9110 §6.6.2): it announces trailers
 * that we pass on.
 */
export const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
])

/**
 * Fields a proxy uses up rather than sends on (RFC 9110 §11.7.1, §11.7.2): they are about this hop's
 * credentials. Removed for that reason, not because they are hop-by-hop.
 */
export const CONSUMED: ReadonlySet<string> = new Set(['proxy-authorization'])

/**
 * Fields that `Connection` may not take away, because a request without them means something else:
 * naming `Host` or `Content-Length` there has been used to change what the next hop reads.
 */
const NOT_CONNECTIONS: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'cache-control',
  'authorization',
  'via',
  'max-forwards',
])

/** What one message's `Connection` lines say. */
export interface ConnectionOptions {
  readonly close: boolean
  readonly keepAlive: boolean
  readonly upgrade: boolean
  /** Further names, in lower case: fields meant for this hop only. */
  readonly named: ReadonlySet<string>
}

export function connectionOptions(fields: Fields): ConnectionOptions {
  const values = valuesOf(fields, 'connection')
  if (values.length === 0) return NO_OPTIONS
  // What nearly every message says, without taking a list apart.
  if (values.length === 1 && /^keep-alive$/i.test(values[0]!)) return KEEP_ALIVE
  const members = listOf(fields, 'connection')
  const named = new Set(members.map((member) => member.toLowerCase()))
  const close = named.delete('close')
  const keepAlive = named.delete('keep-alive')
  const upgrade = named.delete('upgrade')
  for (const key of NOT_CONNECTIONS) named.delete(key)
  return { close, keepAlive, upgrade, named }
}

const NO_OPTIONS: ConnectionOptions = {
  close: false,
  keepAlive: false,
  upgrade: false,
  named: new Set(),
}
const KEEP_ALIVE: ConnectionOptions = { ...NO_OPTIONS, keepAlive: true }
