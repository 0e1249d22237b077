import { Socket } from 'node:net'
import { BulkRead } from './bulk-read.ts'
import { isSecure } from './reset-socket.ts'

/** A socket that was adopted, and how it is read. */
export interface Adopted {
  readonly socket: Socket
  readonly read: BulkRead
}

/**
 * The same connection on a socket that is read in bulk, as next hops are. Node lets only who connects
 * choose that (`onread`); who accepts pays 1 to 3 µs more for each exchange, of some 35, and has V8 look
 * through its heap again and again for the sake of the buffers (decision 0041).
 *
 * So this does what Node's server does itself, with another socket: it leans on `_handle`, `_server` and
 * the option `handle`, which are not documented. Where one of them is not as it was, and for TLS, there is
 * none: the connection stays as it is, read as Node does, slower and nothing else.
 */
export function acceptedInBulk(accepted: Socket): Adopted | undefined {
  const { _handle: handle, _server: server } = accepted as Insides
  if (isSecure(accepted) || handle?.useUserBuffer === undefined || !server) return undefined
  // A client that nobody knows yet should not have more of our memory held.
  const read = new BulkRead('usual')
  const { allowHalfOpen } = accepted
  // The declared type of `handle` knows only the documented use.
  const socket = new Socket({ handle: handle as never, allowHalfOpen, onread: read.options })
  // Who closes is counted by the server, which waits for the last one when it is closed.
  Object.assign(socket, { server, _server: server })
  Object.assign(accepted, { server: null, _server: null, _handle: null })
  return { socket, read }
}

/** What Node does not tell of a socket. */
interface Insides extends Socket {
  readonly _handle?: Handle | null
  readonly _server?: object | null
}

interface Handle {
  readonly useUserBuffer?: (buffer: Uint8Array) => void
}
