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
  if (!('getPeerCertificate' in socket)) return undefined
  // Not getPeerX509Certificate: in Node 22 and 24 that knows the certificate only the first time it is asked.
  const { raw } =
    ((socket as TLSSocket).getPeerCertificate() as { readonly raw?: Uint8Array } | null) ?? {}
  const hash = raw && endPointHash(raw)
  return hash && Buffer.concat([PREFIX, createHash(hash).update(raw).digest()])
}

const PREFIX: Uint8Array = Buffer.from('tls-server-end-point:')
