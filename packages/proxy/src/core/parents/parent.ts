import type { Answers, Asker, ClientNeed } from '@hopwise/auth'
import { Health } from './health.ts'
import { formatParentAddress, type ParentAddress } from './parent-address.ts'

/** What is presented to a parent that asks for credentials. */
export type ParentCredentials =
  /** Our own. `answers` know logins, tokens and tickets for this parent and no other. */
  | {
      readonly kind: 'own'
      readonly asker: Asker
      readonly answers: Answers<ClientNeed>
    }
  /** Each client's: its `Proxy-Authorization` goes on, and the parent's 407 comes back to it. */
  | { readonly kind: 'pass-through' }

export interface ParentOptions {
  /** For the journal, `Proxy-Status` and people. */
  readonly name: string
  readonly address: ParentAddress
  readonly credentials: ParentCredentials
  /**
   * What a client is told when the parent refuses its CONNECT: `explain` is 502, `keep-status` the
   * parent's own status where a client can make something of it.
   */
  readonly refusals?: 'explain' | 'keep-status' | undefined
  /** Connections to it at one time, idle ones among them; 256 unless said. */
  readonly connectionsMax?: number | undefined
  /** PEM: who may have signed the certificate of a parent behind TLS, in the place of the system's. */
  readonly authorities?: readonly string[] | undefined
  /** `when-down` unless said. */
  readonly probing?: Probing | undefined
}

/** When a parent is asked whether it is there, with nothing but that question. */
export type Probing =
  /** After it has failed, until it is back. */
  | { readonly kind: 'when-down' }
  /** While it is up, too, so that no request finds out that it went away. */
  | { readonly kind: 'regular'; readonly everyMs: number }
  /** Never: requests find out whether it is back. */
  | { readonly kind: 'none' }

/**
 * A parent proxy: the next hop of some requests, and what is known of it. It lasts as long as the
 * configuration says the same: what was learnt belongs to this one alone.
 */
export class Parent {
  readonly name: string
  readonly address: ParentAddress
  readonly credentials: ParentCredentials
  readonly refusals: 'explain' | 'keep-status'
  readonly connectionsMax: number
  readonly authorities: readonly string[] | undefined
  readonly probing: Probing
  /** What its kept connections are shared by: no other parent's, whatever its name and address. */
  readonly key: string
  readonly health: Health = new Health()
  /** Connections open or being opened. */
  open = 0
  /** Connections that a scheme has signed in: they need no credentials any more. */
  readonly signedIn: WeakSet<object> = new WeakSet()
  /** How the latest credentials that it accepted were proved. */
  acceptedScheme: string | undefined
  /** Somebody is finding out whether credentials in doubt are still right. */
  recheck: Promise<void> | undefined
  /** It has let a request without credentials through, and not asked for any since. */
  asksNobody = false

  constructor(options: ParentOptions) {
    this.name = options.name
    this.address = options.address
    this.credentials = options.credentials
    this.refusals = options.refusals ?? 'explain'
    this.connectionsMax = options.connectionsMax ?? CONNECTIONS_MAX
    this.authorities = options.authorities
    this.probing = options.probing ?? { kind: 'when-down' }
    // No origin's key has a space in this place.
    this.key = `parent ${this.name} ${++made}`
  }

  /** For details: `corp (http://proxy.corp:8080)`; the address alone where it is called by that. */
  get label(): string {
    const address = formatParentAddress(this.address)
    return address.endsWith(`//${this.name}`) ? address : `${this.name} (${address})`
  }

  /**
   * Whether a request may go out with content that cannot be sent a second time: the parent will not
   * ask now. Digest is not among them, since its nonces end.
   */
  get mayStream(): boolean {
    // SOCKS asks when a connection is made, and what follows is the origin's.
    if (this.address.scheme === 'socks5') return true
    if (this.credentials.kind === 'pass-through' || this.asksNobody) return true
    const { asker } = this.credentials
    return asker.isPreemptive && STEADY.has(this.acceptedScheme ?? '')
  }
}

let made = 0
/** As many as are kept idle to one origin. */
const CONNECTIONS_MAX = 256
/** Schemes whose credentials do not change from one request to the next. */
const STEADY: ReadonlySet<string> = new Set(['basic', 'bearer'])
