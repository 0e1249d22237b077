import type { Trace } from './guarded.ts'
import type { SecretVersions } from './secret-versions.ts'
import type { Sent } from './sent.ts'
import type { Unanswered } from './step.ts'

/** `refused-since`: it was accepted before, so it may be right and not allowed to do this. */
export type Refusal = 'refused' | 'refused-since'

/** What was refused to one request, and what that leaves it to say. */
export class Refusals {
  readonly #versions: SecretVersions
  /** Schemes whose handshake it has been through in vain, and what came of it. */
  #spent: ReadonlyMap<string, 'ticket-refused' | 'login-refused'> = NONE
  #latest: Refusal | undefined

  constructor(versions: SecretVersions) {
    this.#versions = versions
  }

  /** What became of credentials that were sent for this request. */
  get latest(): Refusal | undefined {
    return this.#latest
  }

  /** Whether this scheme is not tried again. */
  isSpent(scheme: string): boolean {
    return this.#spent.has(scheme)
  }

  /** These credentials were a proof, and refused. */
  note(sent: Sent, errand: string): void {
    this.#latest = this.#refuse(sent.version, errand)
    if (sent.client.bindsConnection) this.spend(sent)
  }

  /** This handshake led to nothing. */
  spend({ client, version }: Sent): void {
    const what = version === undefined ? 'ticket-refused' : 'login-refused'
    this.#spent = new Map(this.#spent).set(client.name, what)
  }

  #refuse(version: string | undefined, errand: string): Refusal {
    if (version === undefined) return 'refused'
    this.#versions.refuse(version, errand)
    return this.#versions.standingOf(version, errand) === 'refused' ? 'refused' : 'refused-since'
  }

  /** Why no challenge is answered, where that is because of a refusal. */
  reasonIn({ withheld }: Trace): Refusal | undefined {
    const standings = [...withheld.values()]
    if (this.#latest === 'refused' || standings.includes('refused')) return 'refused'
    return standings.length > 0 ? 'refused-since' : this.#latest
  }

  /** Where they were sent, they were refused for this, whatever else they are good for. */
  recheck({ doubted }: Trace): string | undefined {
    if (doubted === undefined || this.#latest !== undefined) return undefined
    return this.#versions.goodTunnelOf(doubted)
  }

  /** A scheme that was passed over because of a refusal says so. */
  explained(over: Unanswered, { withheld }: Trace): Unanswered {
    const { scheme, reason } = over
    const spent = this.#spent.get(scheme)
    if (spent) return { scheme, reason: spent }
    const isMissing = reason === 'login-missing' || reason === 'token-missing'
    return isMissing && withheld.has(scheme) ? { scheme, reason: 'secret-refused' } : over
  }
}

export function isRefusal({ reason }: Unanswered): boolean {
  return reason === 'login-refused' || reason === 'ticket-refused'
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>()
