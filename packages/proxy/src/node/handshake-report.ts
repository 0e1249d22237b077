/**
 * Says which TLS handshakes fail, the first at once and then one sentence for all of an interval: a
 * port on the internet is tried by thousands who never meant to speak to a proxy.
 */
export class HandshakeReport {
  readonly #where: string
  readonly #say: (sentence: string) => void
  readonly #intervalMs: number
  #timer: NodeJS.Timeout | undefined
  #others = 0
  #latest = ''

  constructor(where: string, say: (sentence: string) => void, intervalMs: number = INTERVAL_MS) {
    this.#where = where
    this.#say = say
    this.#intervalMs = intervalMs
  }

  failed(client: string, error: NodeJS.ErrnoException): void {
    this.#latest = `${client}: ${reasonFor(error)}`
    if (this.#timer !== undefined) {
      this.#others++
      return
    }
    this.#say(`${this.#where}: no TLS with ${this.#latest}`)
    this.#timer = setTimeout(() => this.#tell(), this.#intervalMs).unref()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #tell(): void {
    this.#timer = undefined
    if (this.#others === 0) return
    const count = this.#others === 1 ? '1 more handshake' : `${this.#others} more handshakes`
    this.#say(`${this.#where}: ${count} failed, the latest with ${this.#latest}`)
    this.#others = 0
    this.#timer = setTimeout(() => this.#tell(), this.#intervalMs).unref()
  }
}

function reasonFor({ code, message }: NodeJS.ErrnoException): string {
  return REASONS[code ?? ''] ?? code ?? message
}

const REASONS: { readonly [code: string]: string | undefined } = {
  ECONNRESET: 'it closed the connection',
  ERR_SSL_HTTP_REQUEST: 'it speaks HTTP without TLS (its proxy address should begin with https://)',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'it knows only versions of TLS that are too old',
  ERR_SSL_NO_SHARED_CIPHER: 'there is no cipher that both know',
  ERR_SSL_NO_APPLICATION_PROTOCOL: 'it wants another protocol than HTTP/1.1',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'it does not trust the authority of our certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'it does not accept our certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'it does not accept our certificate',
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: 'it shows no certificate, which is required here',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'it took too long',
}
const INTERVAL_MS = 10_000
