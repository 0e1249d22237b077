import {
  type FieldLine,
  type Fields,
  formatAuthority,
  formatRequestHead,
  type RequestHead,
} from '@hopwise/http'
import type { Destination } from './no-proxy.ts'

/** A request as a proxy is to be given it (RFC 9112 §3.2.2). */
export interface AbsoluteRequest {
  readonly method: string
  readonly target: string
  /** Without credentials for a proxy: those are the agent's business, never the program's. */
  readonly fields: Fields
}

/** A request that was written for an origin, with the target that a proxy needs. */
export function absoluteRequest(head: RequestHead, { host, port }: Destination): AbsoluteRequest {
  const authority = formatAuthority(host, port === HTTP_PORT ? undefined : port)
  return {
    method: head.method,
    target: absolute(head.target, `http://${authority}`),
    fields: head.fields.filter((line) => !CONSUMED.has(line.key) && !isClose(line)),
  }
}

export function formatAbsoluteRequest(
  { method, target, fields }: AbsoluteRequest,
  more: readonly FieldLine[],
): string {
  return formatRequestHead(method, target, [...fields, ...more])
}

/**
 * That the program wants no second request on its connection is not about the one to the proxy: a
 * handshake needs that one for more than one round (RFC 9110 §7.6.1).
 */
function isClose({ key, value }: FieldLine): boolean {
  return key === 'connection' && value.toLowerCase() === 'close'
}

/** `*` is an OPTIONS of the whole server: the last proxy makes it from an empty path (§3.2.4). */
function absolute(target: string, base: string): string {
  if (target === '*') return base
  return target.startsWith('/') ? `${base}${target}` : target
}

const HTTP_PORT = 80
/** A program that sets these by hand means another proxy, or none. */
const CONSUMED: ReadonlySet<string> = new Set(['proxy-authorization', 'proxy-connection'])
