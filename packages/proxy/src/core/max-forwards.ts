import { type FieldLine, type Fields, firstOf, formatFields } from '@hopwise/http'
import type { ForwardRequest } from './receive.ts'

export type Forwards =
  | { readonly kind: 'unlimited' }
  /** The request as it goes on: one less. */
  | { readonly kind: 'limited'; readonly request: ForwardRequest }
  /** We are the last recipient. */
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'malformed' }

/** Max-Forwards counts for TRACE and OPTIONS only, and is never added (RFC 9110 §7.6.2). */
export function countForwards(request: ForwardRequest): Forwards {
  const { head } = request
  if (head.method !== 'TRACE' && head.method !== 'OPTIONS') return UNLIMITED
  const value = firstOf(head.fields, 'max-forwards')
  if (value === undefined) return UNLIMITED
  if (!/^[0-9]{1,9}$/.test(value)) return { kind: 'malformed' }
  if (Number(value) === 0) return { kind: 'exhausted' }
  const fields = head.fields.map((line) =>
    line.key === 'max-forwards' ? { ...line, value: String(Number(value) - 1) } : line,
  )
  return { kind: 'limited', request: { ...request, head: { ...head, fields } } }
}

/** What TRACE reflects (RFC 9110 §9.3.8): the message as received, without what is secret. */
export function reflectedRequest(request: ForwardRequest): string {
  const { head } = request
  const fields: Fields = head.fields.filter((line: FieldLine) => !SECRET.has(line.key))
  return `${head.method} ${head.target} HTTP/1.${head.minorVersion}\r\n${formatFields(fields)}\r\n`
}

const UNLIMITED: Forwards = { kind: 'unlimited' }
const SECRET: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie'])
