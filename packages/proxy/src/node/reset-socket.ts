import type { Socket } from 'node:net'

/**
 * Ends a socket so that its peer cannot take what it got for the whole: by a reset, with TLS too. TLS
 * has its own end (close_notify, RFC 8446 §6.1), but clients that miss it often do not mind (curl).
 */
export function resetSocket(socket: Socket): void {
  const tcp = isSecure(socket) ? BENEATH.get(socket) : socket
  tcp?.resetAndDestroy()
  if (tcp !== socket) socket.destroy()
}

/** Notes which TCP socket a TLS socket is on: Node cannot reset the latter. */
export function noteBeneath(secure: Socket, tcp: Socket): void {
  BENEATH.set(secure, tcp)
}

/** Whether it is a TLS socket, without loading TLS to know. */
export function isSecure(socket: Socket): boolean {
  return 'encrypted' in socket
}

const BENEATH = new WeakMap<Socket, Socket>()
