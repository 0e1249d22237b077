import { Socket } from 'node:net'
import { BulkRead } from './bulk-read.ts'

/** The socket of a connection that was accepted. */
export interface AcceptedSocket {
  readonly socket: Socket
  /** How it is read, where that is in bulk. */
  readonly read: BulkRead | undefined
}

/**
 * The same connection on a socket that is read in bulk, as next hops are. Node lets only who connects
 * choose that (`onread`); who accepts pays 3 µs more for each exchange, a tenth of the whole, and has
 * V8 look through its heap again and again for the sake of the buffers (decision 0041).
 *
 * So this does what Node's server does itself, with another socket: it leans on `_handle`, `_server` and
 * the option `handle`, which are not documented. Where one of them is not as it was, the connection stays
 * as it is, read as Node does: slower, and nothing else.
 */
export function acceptedInBulk(accepted: Socket): AcceptedSocket {
  const { _handle: handle, _server: server } = accepted as Insides
  if (handle?.useUserBuffer === undefined || !server) return { socket: accepted, read: undefined }
  const read = new BulkRead(READ_BYTES)
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

/** As much as Node reads at once: a client that nobody knows yet should not have more of our memory held. */
const READ_BYTES = 64 * 1024
