import { firstOf } from '@hopwise/http'
import { awaitsContinue, type Request } from './receive.ts'

/**
 * Whether the client's connection can serve another request (RFC 9112 §9.3). An HTTP/1.0 client's is
 * never kept: its `keep-alive` may be another hop's, passed on by a proxy that did not know the
 * field. `Proxy-Connection` is not honoured, except where it asks for the end: that is always safe.
 */
export function canPersist({ head, connection }: Request): boolean {
  if (head.minorVersion === 0 || connection.close) return false
  return firstOf(head.fields, 'proxy-connection')?.toLowerCase() !== 'close'
}

/**
 * What to do with content that nobody will use.
 * - `persist`: there is none left, the next request can be read
 * - `discard`: it is little: read and drop it, then as above
 * - `linger`: end the connection, but read on for a while, or a reset takes our answer with it (RFC 9112 §9.6)
 * - `close`: there is none left, and the connection is to end
 */
export type ContentPlan = 'persist' | 'discard' | 'linger' | 'close'

export interface ContentState {
  readonly content: 'untouched' | 'passing' | 'passed'
  readonly discardBytesMax: number
  readonly isDraining: boolean
  /** Octets after the head have come already. */
  readonly hasMore: boolean
  /** Of the answer. */
  readonly status: number
}

/** Plans the end of an exchange that the proxy answers itself, from the head alone (RFC 9110 §10.1.1). */
export function contentPlan(request: Request | undefined, state: ContentState): ContentPlan {
  if (request === undefined || state.content === 'passing') return 'linger'
  // What follows a refused CONNECT was meant for the tunnel, and its author may not be our client:
  // it must not be read as a request (RFC 9931 §8). A client that has its 407 and sent nothing more
  // may try again here, because connection-bound schemes have to (decision 0040).
  if (request.kind === 'tunnel' && (state.hasMore || state.status !== 407)) return 'linger'
  const { framing } = request
  const mayPersist = canPersist(request) && !state.isDraining
  const isEmpty = framing.kind === 'none' || (framing.kind === 'length' && framing.bytes === 0)
  if (isEmpty || state.content === 'passed') return mayPersist ? 'persist' : 'close'
  const isSmall = framing.kind === 'length' && framing.bytes <= state.discardBytesMax
  // Who waits for leave to send may now send or not: the next octets would be either.
  return isSmall && mayPersist && !awaitsContinue(request) ? 'discard' : 'linger'
}
