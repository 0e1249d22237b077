import { UNTOLD } from './errands.ts'

/**
 * What is known of a secret that one protection space has accepted. When it is refused after that, it
 * may have been changed there, or it is right and not allowed to do this: Squid answers 407 to a user
 * whom it knows, when the last item of a `deny` line is about users. One refusal does not tell; three in a
 * row do, the last of them for something that the same secret was good for before.
 *
 * So a secret that is not right any more is spent three times, one after the other, and on three
 * different errands. Active Directory counts none of them: the two latest passwords of a user lock nobody
 * out. Others lock after five.
 *
 * A SOCKS server judges a login before it hears what for (RFC 1929): there a refusal says nothing of an
 * errand, and three in a row tell by their number.
 */
export class AcceptedSecret {
  /** Errands that it was good for, the latest last. */
  readonly #goodFor = new Set<string>()
  /** Errands that it was refused for since it was accepted last. */
  readonly #refusedFor = new Set<string>()
  /** The same, of those that were for no errand. */
  #refusedUntold = 0
  /** That it was good for, when nothing has come since. */
  #latest: string | undefined

  get isDoubted(): boolean {
    return this.#refusedFor.size + this.#refusedUntold > 0
  }

  /** The latest CONNECT that it was good for: asking for it once more tells whether it is still right. */
  get goodTunnel(): string | undefined {
    const tunnels = [...this.#goodFor].filter((errand) => TUNNEL.test(errand))
    return tunnels.at(-1)?.replace(TUNNEL, '')
  }

  /** Whether it may be spent on this. */
  mayServe(errand: string): boolean {
    const refusals = this.#refusedFor.size
    if (refusals === 0) return true
    if (this.#refusedFor.has(errand)) return false
    return refusals < REFUSALS_MAX - 1 || this.#goodFor.has(errand)
  }

  accept(errand: string): void {
    if (errand === this.#latest) return
    this.#latest = errand
    this.#refusedFor.clear()
    this.#refusedUntold = 0
    this.#goodFor.delete(errand)
    this.#goodFor.add(errand)
    if (this.#goodFor.size <= ERRANDS_MAX) return
    for (const oldest of this.#goodFor) return void this.#goodFor.delete(oldest)
  }

  /**
   * Tells whether it is still one that may be right.
   *
   * @param isTrial whether it was sent when it was in doubt already
   */
  refuse(errand: string, isTrial = false): boolean {
    this.#latest = undefined
    if (errand === UNTOLD) {
      // Those that were on their way when the first came back are one with it.
      if (isTrial || this.#refusedUntold === 0) this.#refusedUntold++
      return this.#refusedUntold < REFUSALS_MAX
    }
    const wasGood = this.#goodFor.delete(errand)
    this.#refusedFor.add(errand)
    if (this.#refusedFor.size < REFUSALS_MAX) return true
    // More than three were on their way when the first came back.
    return !wasGood && this.#refusedFor.size <= ERRANDS_MAX
  }
}

/** Accounts lock after five, where they do: the Windows baseline says ten, careful people five. */
const REFUSALS_MAX = 3
const TUNNEL = /^CONNECT (?=.)/
/** As many as a page has hosts. */
const ERRANDS_MAX = 64
