import { lookup } from 'node:dns/promises'
import type { PacLimits } from './pac-limits.ts'

/** Gives all addresses of a name, or rejects. */
export type LookUp = (name: string) => Promise<readonly string[]>

/** By getaddrinfo, as browsers and scripts expect it: with /etc/hosts and search domains. */
export const lookUpBySystem: LookUp = async (name) => {
  const found = await lookup(name, { all: true })
  return found.map(({ address }) => address)
}

type LookupLimits = Pick<PacLimits, 'lookupTimeoutMs' | 'lookupTtlMs' | 'lookupsMax'>

interface Known {
  readonly addresses: Promise<readonly string[]>
  untilMs: number
}

/** Addresses of names, looked up once and remembered for a while. A name without any has an empty list. */
export class Lookups {
  readonly #lookUp: LookUp
  readonly #limits: LookupLimits
  readonly #nowMs: () => number
  readonly #known = new Map<string, Known>()

  constructor(lookUp: LookUp, limits: LookupLimits, nowMs: () => number) {
    this.#lookUp = lookUp
    this.#limits = limits
    this.#nowMs = nowMs
  }

  /** Never rejects: to a script, a name that cannot be looked up is one without addresses. */
  of(name: string): Promise<readonly string[]> {
    const known = this.#known.get(name)
    if (known !== undefined && this.#nowMs() < known.untilMs) return known.addresses
    const fresh: Known = { addresses: this.#bounded(name), untilMs: Number.POSITIVE_INFINITY }
    this.#known.delete(name)
    this.#known.set(name, fresh)
    void fresh.addresses.then(({ length }) => {
      const { lookupTtlMs } = this.#limits
      fresh.untilMs = this.#nowMs() + (length > 0 ? lookupTtlMs : lookupTtlMs / 2)
    })
    this.#forgetOldest()
    return fresh.addresses
  }

  forget(): void {
    this.#known.clear()
  }

  /** getaddrinfo cannot be called off; after the time nobody listens to it any more. */
  #bounded(name: string): Promise<readonly string[]> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve([]), this.#limits.lookupTimeoutMs)
      this.#lookUp(name)
        .then(resolve, () => resolve([]))
        .finally(() => clearTimeout(timer))
    })
  }

  #forgetOldest(): void {
    for (const name of this.#known.keys()) {
      if (this.#known.size <= this.#limits.lookupsMax) return
      this.#known.delete(name)
    }
  }
}
