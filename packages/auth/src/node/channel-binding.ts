import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { endPointHash } from '../ntlm/end-point-hash.ts'

/**
 * `tls-server-end-point` (RFC 5929 §4) of a connection to a proxy or an origin, for schemes that bind
 * credentials to it. Undefined without TLS, before its handshake is over, for a session that was resumed
 * (Node does not know its certificate any more), and where the certificate has no such name.
 */
export function channelBindingOf(socket: Socket): Uint8Array | undefined {
  const certificate =
    'getPeerX509Certificate' in socket && (socket as TLSSocket).getPeerX509Certificate()
  const hash = certificate && endPointHash(certificate.raw)
  if (!hash) return undefined
  return Buffer.concat([PREFIX, createHash(hash).update(certificate.raw).digest()])
}

const PREFIX: Uint8Array = Buffer.from('tls-server-end-point:')
