import type { ResponseHeadReader } from '@hopwise/http'
import type { ReturnableHeads } from '../core/returnable.ts'
import type { Connection } from './connection.ts'

/** A connection to an origin, which may serve one exchange after another. */
export interface NextHop {
  readonly connection: Connection
  /** `host:port` as asked for: what the connection may be used for again. */
  readonly key: string
  /** `address:port` that was dialled. */
  readonly address: string
  exchanges: number
  /** A client has signed in on it: nobody else's requests may go over it. */
  isBound?: boolean
  /** What it said before, for what it says next. */
  readonly reader: ResponseHeadReader
  readonly heads: ReturnableHeads
  /** Monotonic moment, milliseconds, since which nobody has used it, where that is so. */
  idleSinceMs: number
  // Made once for a connection, not for each exchange on it.
  /** Tells it that its client has gone. */
  forsaken: (() => void) | undefined
  /** Ends it where it says anything while it is idle. */
  stirred: (() => void) | undefined
}

/** Connections to origins that are between two exchanges, and how many there are in all. */
export class NextHopPool {
  readonly #idle = new Map<string, NextHop[]>()
  readonly #limits: PoolLimits
  #idleInAll = 0
  #open = 0
  #sweeper: NodeJS.Timeout | undefined

  constructor(limits: PoolLimits) {
    this.#limits = limits
  }

  /** Connections open or being opened, idle or not. */
  get open(): number {
    return this.#open
  }

  /**
   * Makes room for one more connection, at the cost of the idle one that nobody has wanted for the
   * longest time. `false`: all are in use.
   */
  admit(): boolean {
    if (this.#open >= this.#limits.nextHopConnectionsMax && !this.#evict()) return false
    this.#open++
    return true
  }

  /** A connection that was admitted is gone, or never came about. */
  readonly left = (): void => {
    this.#open--
  }

  /**
   * The connection that was used last (the origin is the least likely to have given up on it), if
   * it has been idle for no longer than `idleMsMax`.
   */
  take(key: string, nowMs: number, idleMsMax: number): NextHop | undefined {
    const idle = this.#idle.get(key)
    const last = idle?.at(-1)
    if (idle === undefined || last === undefined || nowMs - last.idleSinceMs > idleMsMax)
      return undefined
    idle.pop()
    this.#idleInAll--
    last.connection.onStir = undefined
    return last
  }

  /** Keeps a connection for the next exchange, or closes it where there are enough. */
  give(nextHop: NextHop, nowMs: number): void {
    const { connection, key } = nextHop
    let idle = this.#idle.get(key)
    const isFull = idle !== undefined && idle.length >= this.#limits.idlePerOriginMax
    if (isFull || this.#idleInAll >= this.#limits.idleInAllMax || !connection.isUsable) {
      connection.destroy()
      return
    }
    if (idle === undefined) {
      idle = []
      this.#idle.set(key, idle)
    }
    nextHop.idleSinceMs = nowMs
    idle.push(nextHop)
    this.#idleInAll++
    this.#sweeper ??= setInterval(() => this.#sweep(performance.now()), SWEEP_MS).unref()
    // An origin that says anything to an idle connection, its end included, has no more use for it.
    nextHop.stirred ??= () => this.#drop(nextHop)
    connection.onStir = nextHop.stirred
  }

  closeIdle(): void {
    this.#sweep(Number.POSITIVE_INFINITY)
  }

  #evict(): boolean {
    // A Map keeps the order in which origins came; within one, the first has been idle the longest.
    const oldest = this.#idle.values().next().value?.[0]
    if (oldest === undefined) return false
    this.#drop(oldest)
    this.#open--
    // `close` comes a little later; it has been counted here.
    oldest.connection.socket.off('close', this.left)
    return true
  }

  #drop(nextHop: NextHop): void {
    const { key, connection } = nextHop
    const idle = this.#idle.get(key)
    const at = idle?.indexOf(nextHop) ?? -1
    if (idle === undefined || at < 0) return
    idle.splice(at, 1)
    this.#idleInAll--
    if (idle.length === 0) this.#idle.delete(key)
    connection.onStir = undefined
    connection.destroy()
  }

  #sweep(nowMs: number): void {
    for (const [key, idle] of this.#idle) {
      const { idleNextHopMs } = this.#limits
      const old = idle.filter(({ idleSinceMs }) => nowMs - idleSinceMs > idleNextHopMs)
      for (const nextHop of old) this.#drop(nextHop)
      if (idle.length === 0) this.#idle.delete(key)
    }
    if (this.#idleInAll > 0 || this.#sweeper === undefined) return
    clearInterval(this.#sweeper)
    this.#sweeper = undefined
  }
}

export interface PoolLimits {
  readonly nextHopConnectionsMax: number
  readonly idlePerOriginMax: number
  readonly idleInAllMax: number
  readonly idleNextHopMs: number
}

const SWEEP_MS = 1_000
