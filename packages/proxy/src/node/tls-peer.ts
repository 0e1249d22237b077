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
  #endsMs = Number.POSITIVE_INFINITY
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
    this.#read()
    return this.#hasExpired ? undefined : this.#certificate
  }

  /** Why a certificate that was shown does not count: OpenSSL's name for it. */
  get certificateProblem(): string | undefined {
    const { authorized, authorizationError } = this.#socket
    if (authorized && !this.#isTrusted()) return AUTHORITIES_CHANGED
    if (authorized) return this.#hasExpired ? EXPIRED : undefined
    if (authorizationError === null) return undefined
    const code = String(authorizationError)
    return code === NONE_SHOWN ? undefined : code
  }

  #read(): void {
    if (this.#isRead) return
    this.#isRead = true
    const x509 = this.#socket.authorized ? this.#socket.getPeerX509Certificate() : undefined
    if (x509 === undefined) return
    this.#certificate = certificateFrom(x509)
    this.#endsMs = x509.validToDate.getTime()
  }

  /** It was valid when it was verified: at the handshake, or at one of which this goes on by a ticket. */
  get #hasExpired(): boolean {
    this.#read()
    return Date.now() > this.#endsMs
  }
}

/** As OpenSSL says it of a certificate that is shown late. */
const EXPIRED = 'CERT_HAS_EXPIRED'

/** Ours: it was verified by authorities that are not those of the configuration any more. */
const AUTHORITIES_CHANGED = 'AUTHORITIES_CHANGED'
/** What verifying says of a client without any certificate. */
const NONE_SHOWN = 'UNABLE_TO_GET_ISSUER_CERT'
