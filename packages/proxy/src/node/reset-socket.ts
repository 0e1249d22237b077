import type { Socket } from 'node:net'

/**
 * Ends a socket so that its peer cannot take what it got for the whole. TCP says it with a reset. TLS
 * says it by leaving out its own end (close_notify, RFC 8446 §6.1): Node sends that only from `end`,
 * and cannot reset what is below a TLS socket.
 */
export function resetSocket(socket: Socket): void {
  if (isSecure(socket)) socket.destroy()
  else socket.resetAndDestroy()
}

/** Whether it is a TLS socket, without loading TLS to know. */
export function isSecure(socket: Socket): boolean {
  return 'encrypted' in socket
}
