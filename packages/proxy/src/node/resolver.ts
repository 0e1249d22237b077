import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Fault } from '@hopwise/journal'
import { faultFromLookup } from './fault-from.ts'

/** Names to addresses through the system's resolver, so that /etc/hosts and nsswitch count. */
export class Resolver {
  readonly #timeoutMs: number
  readonly #known = new Map<string, Known>()
  /** Look-ups that the system has not ended, those that nobody waits for any more included. */
  #underWay = 0

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  /** Addresses in the order to try them. Rejects with `NAME_NOT_RESOLVED` or `NAME_TIMEOUT`. */
  async addressesOf(host: string): Promise<readonly string[]> {
    if (isIP(host) !== 0) return [host]
    const known = this.#recall(host)
    if (known !== undefined) return known
    const addresses = this.#lookUp(host)
    this.#remember(host, { addresses, untilMs: performance.now() + KEEP_MS })
    try {
      return await addresses
    } catch (error) {
      this.#known.delete(host)
      throw error
    }
  }

  /**
   * The same on behalf of somebody who has not signed in, who may try to keep the system's few threads
   * busy with names of their own: rejects with `OVERLOADED` where many are being looked up already.
   */
  async addressesForAnybody(host: string): Promise<readonly string[]> {
    const isNew = isIP(host) === 0 && this.#recall(host) === undefined
    if (isNew && this.#underWay >= ANYBODYS_MAX) {
      throw new Fault('OVERLOADED', 'as many names as may be are being looked up')
    }
    return await this.addressesOf(host)
  }

  /** Another network may have other answers. */
  forget(): void {
    this.#known.clear()
  }

  #recall(host: string): Promise<readonly string[]> | undefined {
    const known = this.#known.get(host)
    return known !== undefined && known.untilMs > performance.now() ? known.addresses : undefined
  }

  async #lookUp(host: string): Promise<readonly string[]> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(nameTimeout(host)), this.#timeoutMs)
    })
    try {
      const found = await Promise.race([this.#ask(host), late])
      return found.map(({ address }) => address)
    } catch (error) {
      throw error instanceof Fault ? error : faultFromLookup(error, host)
    } finally {
      clearTimeout(timer)
    }
  }

  async #ask(host: string): Promise<readonly LookupAddress[]> {
    this.#underWay++
    try {
      return await lookup(host, { all: true })
    } finally {
      this.#underWay--
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
/** libuv looks up two names at a time: at the usual 20 ms, the last of these waits less than a second. */
const ANYBODYS_MAX = 64
