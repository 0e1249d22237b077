import type { Bound, Entrance, ListenAddress, Proxy } from '@hopwise/proxy'
import type { ComposedListener } from '../compose/composition.ts'
import { listen } from './listen.ts'
import { formatAuthority } from './listen-address.ts'

/** The ports of a running proxy, which follow its configuration. */
export interface Entrances {
  /**
   * Binds what is new, gives back what is not there any more, and lets everybody in by the new rules
   * from the next request on. All or nothing.
   *
   * @throws {Problem} when an address cannot be listened on; then everything is as before
   */
  follow(listeners: readonly ComposedListener[]): Promise<readonly OpenEntrance[]>
}

export interface OpenEntrance {
  readonly address: ListenAddress
  readonly isSecure: boolean
}

export function createEntrances(proxy: Proxy): Entrances {
  return new FollowingEntrances(proxy)
}

interface Open {
  readonly entrance: Entrance
  readonly bound: Bound
}

class FollowingEntrances implements Entrances {
  readonly #proxy: Proxy
  #open: ReadonlyMap<string, Open> = new Map()

  constructor(proxy: Proxy) {
    this.#proxy = proxy
  }

  async follow(listeners: readonly ComposedListener[]): Promise<readonly OpenEntrance[]> {
    const wanted = keyed(listeners)
    const gone = [...this.#open].filter(([key]) => !wanted.has(key))
    const fresh = [...wanted].filter(([key]) => !this.#open.has(key))
    const opened = await this.#bindAll(fresh, gone)
    for (const [, { bound }] of gone) bound.close()
    for (const [key, { access, tls }] of wanted) {
      const entrance = this.#open.get(key)?.entrance
      if (entrance !== undefined) Object.assign(entrance, { access, tls })
    }
    const kept = [...wanted.keys()].map(
      (key) => [key, opened.get(key) ?? this.#open.get(key)!] as const,
    )
    this.#open = new Map(kept)
    return kept.map(([, { bound, entrance }]) => {
      return { address: bound, isSecure: entrance.tls !== undefined }
    })
  }

  async #bindAll(
    fresh: readonly (readonly [string, ComposedListener])[],
    gone: readonly (readonly [string, Open])[],
  ): Promise<ReadonlyMap<string, Open>> {
    const opened = new Map<string, Open>()
    try {
      for (const [key, { listen: at, access, tls }] of fresh) {
        // Another address at a port of ours: one of the two can be bound at a time.
        for (const [, { bound }] of gone) if (bound.port === at.port) bound.close()
        const entrance: Entrance = { access, tls }
        opened.set(key, { entrance, bound: await listen(this.#proxy, at, entrance) })
      }
      return opened
    } catch (error) {
      for (const { bound } of opened.values()) bound.close()
      await this.#bindAgain(gone)
      throw error
    }
  }

  /** What was given up for something that could not be had. */
  async #bindAgain(gone: readonly (readonly [string, Open])[]): Promise<void> {
    const open = new Map(this.#open)
    for (const [key, { entrance, bound }] of gone) {
      if (entrance.isClosed !== true) continue
      const { access, tls } = entrance
      const again: Entrance = { access, tls }
      open.set(key, { entrance: again, bound: await listen(this.#proxy, bound, again) })
    }
    this.#open = open
  }
}

/** By address; of several that find a port for themselves, by their order. */
function keyed(listeners: readonly ComposedListener[]): ReadonlyMap<string, ComposedListener> {
  return new Map(
    listeners.map((listener, at) => {
      const { listen: address } = listener
      const key = formatAuthority(address)
      return [address.port === 0 ? `${key} ${at}` : key, listener]
    }),
  )
}
