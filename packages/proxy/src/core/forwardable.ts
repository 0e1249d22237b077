import {
  CONSUMED,
  type ConnectionOptions,
  type FieldLine,
  type Fields,
  field,
  firstOf,
  formatFields,
  formatVia,
  HOP_BY_HOP,
} from '@hopwise/http'
import type { ForwardRequest } from './receive.ts'

/**
 * Makes the heads that go to next hops of those that one client sends. What it made of the fields is
 * kept: a client repeats them, and then they are the same value (`RepeatReader`).
 */
export class ForwardableHeads {
  readonly #pseudonym: string
  #request: ForwardRequest | undefined
  #fields = ''

  constructor(pseudonym: string) {
    this.#pseudonym = pseudonym
  }

  /** As `forwardableHead`. */
  of(request: ForwardRequest): string {
    if (this.#request === undefined || !hasSameFields(request, this.#request)) {
      this.#fields = forwardableFields(request, this.#pseudonym)
      this.#request = request
    }
    return startLine(request) + this.#fields
  }
}

/**
 * The head as it goes to the next hop: path and query untouched, `Host` from the target (RFC 9112
 * §3.2.2), what was for this connection removed, our own `Via` last. The order and case of all other
 * lines stay as they came.
 */
export function forwardableHead(request: ForwardRequest, pseudonym: string): string {
  return startLine(request) + forwardableFields(request, pseudonym)
}

/** Framing and connection options follow from the fields and the version. */
function hasSameFields(one: ForwardRequest, other: ForwardRequest): boolean {
  return (
    one.head.fields === other.head.fields &&
    one.head.minorVersion === other.head.minorVersion &&
    one.target.authority === other.target.authority
  )
}

function startLine(request: ForwardRequest): string {
  return `${request.head.method} ${targetFor(request)} HTTP/1.1\r\n`
}

/** The lines of a head as it goes on, with the empty line that ends them. */
export function forwardableFields(request: ForwardRequest, pseudonym: string): string {
  const { head, target } = request
  const fields: FieldLine[] = []
  let hasHost = false
  for (const line of head.fields) {
    if (line.key === 'host') {
      fields.push({ name: line.name, value: target.authority, key: 'host' })
      hasHost = true
    } else if (isForNextHop(line, request.connection)) {
      fields.push(line)
    }
  }
  if (!hasHost) fields.unshift(field('Host', target.authority))
  if (isUpgrade(request)) fields.push(...upgradeFields(head.fields))
  if (request.framing.kind === 'chunked') fields.push(CHUNKED)
  fields.push(field('Via', formatVia(head.minorVersion, pseudonym)))
  // Joined rather than added: what is one piece is written many times without looking for its seams.
  return [formatFields(fields), '\r\n'].join('')
}

/** RFC 9110 §7.8: sent on only where `Connection` names it, and HTTP/1.0 has none. */
export function isUpgrade(request: ForwardRequest): boolean {
  return (
    request.connection.upgrade &&
    request.head.minorVersion === 1 &&
    firstOf(request.head.fields, 'upgrade') !== undefined
  )
}

/** `Connection` and `Upgrade` as we write them to a hop that is to switch, or has. */
export function upgradeFields(fields: Fields): readonly FieldLine[] {
  return [
    field('Connection', 'Upgrade'),
    ...fields.filter((line) => line.key === 'upgrade').map(({ value }) => field('Upgrade', value)),
  ]
}

/** RFC 9112 §3.2.4: OPTIONS of a whole server is `*` to that server. */
function targetFor(request: ForwardRequest): string {
  return request.head.method === 'OPTIONS' && request.target.isBare ? '*' : request.target.path
}

function isForNextHop(line: FieldLine, connection: ConnectionOptions): boolean {
  return !HOP_BY_HOP.has(line.key) && !CONSUMED.has(line.key) && !connection.named.has(line.key)
}

const CHUNKED = field('Transfer-Encoding', 'chunked')
