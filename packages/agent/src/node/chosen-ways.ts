import { formatAuthority } from '@hopwise/http'
import type { RoutedOrigin } from '../core/choose-route.ts'
import type { ProxyAddress } from '../core/proxy-address.ts'
import { ProxyFault, type ProxyFaultCode } from '../core/proxy-fault.ts'
import type { Way, WayChooser } from '../pac/way.ts'

/** How each kind of way is taken. */
export interface Opening<T> {
  direct(): T | Promise<T>
  through(proxy: ProxyAddress): Promise<T>
}

/**
 * Takes the ways that a PAC script names, one after the other, until one leads to its proxy. What a
 * proxy answers is an answer: a 407 or a refused tunnel does not make the next way a better one. A
 * proxy that could not be reached is tried last for a while, so that not every connection waits for it.
 */
export class ChosenWays {
  readonly #chooser: WayChooser
  readonly #nowMs: () => number
  readonly #downUntilMs = new Map<string, number>()

  constructor(chooser: WayChooser, nowMs: () => number = Date.now) {
    this.#chooser = chooser
    this.#nowMs = nowMs
  }

  /** @throws the fault of the first way, when none leads anywhere; or that of the chooser */
  async open<T>(origin: RoutedOrigin, opening: Opening<T>): Promise<T> {
    // Connections are shared by all requests to an origin, so its path cannot matter.
    const url = `${origin.scheme}://${formatAuthority(origin.host, origin.port)}/`
    let first: unknown
    for (const way of this.#ordered(await this.#chooser.choose(url))) {
      try {
        return await (way.kind === 'direct' ? opening.direct() : opening.through(proxyOf(way)))
      } catch (error) {
        first ??= error
        // Who cannot be reached directly is down itself, or there is no such way out.
        if (way.kind === 'proxy' && !isUnreached(error)) throw error
        this.#downUntilMs.set(keyOf(way), this.#nowMs() + DOWN_MS)
      }
    }
    throw first
  }

  #ordered(ways: readonly Way[]): readonly Way[] {
    const now = this.#nowMs()
    for (const [key, untilMs] of this.#downUntilMs) {
      if (untilMs <= now) this.#downUntilMs.delete(key)
    }
    // DIRECT keeps its place: a script that names it last means "only if there is no proxy".
    const isUp = (way: Way) => way.kind === 'direct' || !this.#downUntilMs.has(keyOf(way))
    return [...ways.filter(isUp), ...ways.filter((way) => !isUp(way))]
  }
}

function proxyOf({ address }: Extract<Way, { kind: 'proxy' }>): ProxyAddress {
  const { scheme, host, port } = address
  if (scheme !== 'socks4') return { scheme, host, port }
  const proxy = `socks4://${formatAuthority(host, port)}`
  const detail = `${proxy} is what the PAC script names, and of SOCKS only version 5 is spoken here: it is named SOCKS5`
  throw new ProxyFault('CONNECT_UNREACHABLE', detail, { proxy })
}

function keyOf(way: Way): string {
  if (way.kind === 'direct') return 'direct'
  const { scheme, host, port } = way.address
  return `${scheme} ${host} ${port}`
}

/** Nothing was heard of the proxy, so nothing was asked of it. */
function isUnreached(error: unknown): boolean {
  return error instanceof ProxyFault && error.answer === undefined && UNREACHED.has(error.code)
}

/** Chromium leaves a proxy that failed alone for 5 minutes, and for one when it is the only one. */
const DOWN_MS = 60_000
const UNREACHED: ReadonlySet<ProxyFaultCode> = new Set([
  'NAME_NOT_RESOLVED',
  'CONNECT_REFUSED',
  'CONNECT_UNREACHABLE',
  'CONNECT_TIMEOUT',
  'TLS_FAILED',
] satisfies ProxyFaultCode[])
