import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Fault } from '@hopwise/journal'
import { faultFromLookup } from './fault-from.ts'

/** Names to addresses through the system's resolver, so that /etc/hosts and nsswitch count. */
export class Resolver {
  readonly #timeoutMs: number
  readonly #known = new Map<string, Known>()

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  /** Addresses in the order to try them. Rejects with `NAME_NOT_RESOLVED` or `NAME_TIMEOUT`. */
  async addressesOf(host: string): Promise<readonly string[]> {
    if (isIP(host) !== 0) return [host]
    const nowMs = performance.now()
    const known = this.#known.get(host)
    if (known !== undefined && known.untilMs > nowMs) return known.addresses
    const addresses = this.#lookUp(host)
    this.#remember(host, { addresses, untilMs: nowMs + KEEP_MS })
    try {
      return await addresses
    } catch (error) {
      this.#known.delete(host)
      throw error
    }
  }

  async #lookUp(host: string): Promise<readonly string[]> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(nameTimeout(host)), this.#timeoutMs)
    })
    try {
      const found = await Promise.race([lookup(host, { all: true }), late])
      return found.map(({ address }) => address)
    } catch (error) {
      throw error instanceof Fault ? error : faultFromLookup(error, host)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Requests for one name at one time share one look-up: the promise is what is remembered. */
  #remember(host: string, known: Known): void {
    if (this.#known.size >= NAMES_MAX) {
      const oldest = this.#known.keys().next().value
      if (oldest !== undefined) this.#known.delete(oldest)
    }
    this.#known.set(host, known)
  }
}

interface Known {
  readonly addresses: Promise<readonly string[]>
  readonly untilMs: number
}

function nameTimeout(host: string): Fault {
  return new Fault('NAME_TIMEOUT', `looking up ${host} took too long`)
}

/** The system's resolver does not tell the record's TTL; this is shorter than any in use. */
const KEEP_MS = 5_000
const NAMES_MAX = 4_096
