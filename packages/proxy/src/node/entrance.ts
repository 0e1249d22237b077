import type { Access } from '../core/access.ts'

/** One way into the proxy, as its listener shares it with its connections. Each listener that may be closed has its own. */
export interface Entrance {
  /** Read once for each exchange; whoever reloads a configuration replaces it. */
  access: Access
  /** Absent: clients speak without encryption. Read once for each connection; may be replaced too. */
  tls?: TlsSettings | undefined
  /** The listener is gone: who came in by it may finish what is under way. */
  isClosed?: boolean
}

/** What a listener proves itself with, and what it asks of clients. Compared by identity: never changed. */
export interface TlsSettings {
  /** PEM: the certificate, then those between it and its authority. */
  readonly certificate: string
  /** PEM, without a passphrase. */
  readonly key: string
  readonly clientCertificates?: {
    /** PEM, one certificate each: whoever they signed is somebody. */
    readonly authorities: readonly string[]
    /** Whether the handshake fails without a valid one. */
    readonly required: boolean
  }
}

/** Whether a certificate that counts with the one counts with the other. */
export function haveSameAuthorities(
  one: TlsSettings | undefined,
  other: TlsSettings | undefined,
): boolean {
  if (one === other) return true
  const [authorities, others] = [one, other].map((each) => each?.clientCertificates?.authorities)
  return authorities?.join() === others?.join()
}
