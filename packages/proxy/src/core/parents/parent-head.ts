import { field, formatAuthority, formatFields, formatVia } from '@hopwise/http'
import type { Destination } from '../access.ts'
import { forwardableFields } from '../forwardable.ts'
import type { ForwardRequest, TunnelRequest } from '../receive.ts'

/**
 * The head as a parent proxy gets it: in absolute-form (RFC 9112 §3.2.2), `OPTIONS` of a whole server
 * too, which only the last proxy makes `*` of (§3.2.4).
 *
 * @param credentials whole field lines for the parent, or nothing
 */
export function parentHead(
  request: ForwardRequest,
  pseudonym: string,
  credentials: string,
): string {
  const { method, target } = request.head
  const fields = forwardableFields(request, pseudonym).slice(0, -CRLF.length)
  return `${method} ${target} HTTP/1.1\r\n${fields}${loopField(pseudonym)}${credentials}${CRLF}`
}

/** CONNECT as a parent proxy gets it. Of the client's own fields only the one that names its program. */
export function connectHead(
  {
    head,
    target,
  }: {
    readonly head: Pick<TunnelRequest['head'], 'fields' | 'minorVersion'>
    readonly target: Destination
  },
  pseudonym: string,
  credentials: string,
): string {
  const authority = formatAuthority(target.host, target.port)
  const lines = formatFields([
    field('Host', authority),
    ...head.fields.filter(({ key }) => key === 'user-agent' || key === 'via' || key === LOOP),
    field('Via', formatVia(head.minorVersion, pseudonym)),
  ])
  return `CONNECT ${authority} HTTP/1.1\r\n${lines}${loopField(pseudonym)}${credentials}${CRLF}`
}

/**
 * RFC 8586 §2: unlike `Via` nobody may take it away, and configurations that do are known. It goes to
 * parents only: a request that asks an origin itself cannot come back.
 */
function loopField(pseudonym: string): string {
  return `CDN-Loop: ${pseudonym}\r\n`
}

const CRLF = '\r\n'
const LOOP = 'cdn-loop'
