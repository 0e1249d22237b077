import type { TLSSocket } from 'node:tls'
import type { Accepted, Certificate, Conversation, Peer } from '@hopwise/auth'
import { certificateFrom } from './certificate.ts'

/** A client that speaks TLS. Its certificate is read when somebody asks for it. */
export class TlsPeer implements Peer {
  readonly address: string
  conversation: Conversation | undefined = undefined
  signedIn: { readonly to: object; readonly as: Accepted } | undefined = undefined
  readonly #socket: TLSSocket
  readonly #isTrusted: () => boolean
  #certificate: Certificate | undefined
  #isRead = false

  /** @param isTrusted whether what the handshake verified by is still what counts */
  constructor(address: string, socket: TLSSocket, isTrusted: () => boolean) {
    this.address = address
    this.#socket = socket
    this.#isTrusted = isTrusted
  }

  /** Absent where its chain does not lead to one of our authorities, or it is not valid now. */
  get certificate(): Certificate | undefined {
    if (!this.#isTrusted()) return undefined
    if (this.#isRead) return this.#certificate
    this.#isRead = true
    const x509 = this.#socket.authorized ? this.#socket.getPeerX509Certificate() : undefined
    this.#certificate = x509 && certificateFrom(x509)
    return this.#certificate
  }

  /** Why a certificate that was shown does not count: OpenSSL's name for it. */
  get certificateProblem(): string | undefined {
    const { authorized, authorizationError } = this.#socket
    if (authorized) return this.#isTrusted() ? undefined : AUTHORITIES_CHANGED
    if (authorizationError === null) return undefined
    const code = String(authorizationError)
    return code === NONE_SHOWN ? undefined : code
  }
}

/** Ours: it was verified by authorities that are not those of the configuration any more. */
const AUTHORITIES_CHANGED = 'AUTHORITIES_CHANGED'
/** What verifying says of a client without any certificate. */
const NONE_SHOWN = 'UNABLE_TO_GET_ISSUER_CERT'
