import type { Accepted } from './verdict.ts'

/** The request that credentials came with, as far as a scheme may look at it. */
export interface Asked {
  readonly method: string
  /** Exactly as in the request line: what the client signed may be this or a part of it. */
  readonly target: string
  readonly peer: Peer
  /** The content, for a scheme that covers it. Absent where the request has none. */
  readonly content?: HeldContent | undefined
}

/** Content that can be read before it is forwarded. */
export interface HeldContent {
  /**
   * The content's octets without transfer coding, or undefined when there is more than may be held.
   * Rejects with the fault of a client that does not send what it announced.
   */
  octets(): Promise<Uint8Array | undefined>
}

/** Whoever is at the other end of a connection. One value for each connection. */
export interface Peer {
  /** IP address, without a port. */
  readonly address: string
  /** Its TCP port; absent where nobody asks for it. */
  readonly port?: number | undefined
  /** What the client proved by TLS; absent without TLS or without a certificate of its own. */
  readonly certificate?: Certificate | undefined
  /** Why a certificate that was shown counts for nothing: a stable id, such as `CERT_HAS_EXPIRED`. */
  readonly certificateProblem?: string | undefined
  /** What a scheme of several rounds left here with its last one. Ended with the connection. */
  conversation: Conversation | undefined
  /** Who has signed in on this connection for all of it, and to whom. */
  signedIn?: { readonly to: object; readonly as: Accepted } | undefined
  /** The latest field value and what it was turned into, by whom: most clients repeat themselves. */
  latest?: { readonly value: string; readonly id: string; readonly by: object } | undefined
}

/** A client certificate whose chain has been verified. */
export interface Certificate {
  /** RFC 4514 text: `CN=alice,O=Example`. */
  readonly subject: string
  readonly commonName: string | undefined
  /** Subject alternative names, each with its kind: `DNS:host`, `email:alice@example.com`, `URI:…`. */
  readonly alternativeNames: readonly string[]
  /** SHA-256, in lower-case hexadecimal without colons. */
  readonly fingerprint: string
}

/** The state of a handshake between two rounds. */
export interface Conversation {
  readonly scheme: string
  end(): void
}
