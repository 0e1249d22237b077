import { Fault } from '@hopwise/journal'
import type { Access } from '../core/access.ts'
import type { EgressPolicy } from '../core/egress.ts'
import { ClientConnection } from './client-connection.ts'
import { endUnawaited, SILENCE } from './end-unawaited.ts'
import { Engine, type ProxyOptions } from './engine.ts'
import type { Entrance } from './entrance.ts'
import { Exchange } from './exchange.ts'
import { type ListenAddress, Listener } from './listener.ts'
import { refuse } from './refuse.ts'

/** A port that is bound. */
export interface Bound extends ListenAddress {
  /** Frees the port. Who came in by it may finish the exchange that is under way; tunnels go on. */
  close(): void
}

/** How much is going on at this moment. */
export interface Live {
  readonly connections: number
  /** Those that a stop would wait for: tunnels in which nothing moves are not among them. */
  readonly exchanges: number
  readonly tunnels: number
}

/** An authenticating forward proxy. It listens where it is told and records what passes. */
export interface Proxy {
  /**
   * Resolves with the address that was bound (port 0 picks one); rejects with Node's error (`EADDRINUSE` …).
   *
   * @param entrance who is let in here; its access may be replaced later and holds from the next
   *   request, its TLS settings from the next connection
   */
  listen(at: ListenAddress, entrance?: Entrance): Promise<Bound>
  /** Holds from the next connection to a next hop. */
  replaceEgress(egress: EgressPolicy): void
  /**
   * The machine is in another network: connections from addresses that are not among these are ended,
   * those that nobody uses are closed, names are looked up anew, parents that are down are asked at once. A request that was on its way over a kept
   * one, and may be repeated, is sent again.
   */
  networkChanged(addresses: ReadonlySet<string>): void
  /**
   * Stops accepting, lets what is under way finish for `graceMs`, then ends it. Tunnels that fall silent
   * end before. Resolves when all is recorded.
   */
  drain(graceMs: number): Promise<void>
  readonly live: Live
}

export function createProxy(options: ProxyOptions): Proxy {
  return new RunningProxy(new Engine(options), options.access)
}

class RunningProxy implements Proxy {
  readonly #engine: Engine
  readonly #entrance: Entrance
  readonly #listeners = new Set<Listener>()

  constructor(engine: Engine, access: Access) {
    this.#engine = engine
    this.#entrance = { access }
  }

  get live(): Live {
    const { clients, tunnels, joined, connections } = this.#engine
    let exchanges = 0
    for (const client of clients) if (client.isServing) exchanges++
    for (const tunnel of joined) if (tunnel.isUnderWay(SILENCE)) exchanges++
    return { connections, exchanges, tunnels: tunnels.total }
  }

  async listen(at: ListenAddress, entrance: Entrance = this.#entrance): Promise<Bound> {
    const listener = new Listener(entrance, this.#engine, (socket, into) =>
      accept(new ClientConnection(socket, into, this.#engine), this.#engine),
    )
    const address = await listener.bind(at)
    this.#listeners.add(listener)
    return { ...address, close: () => this.#close(listener) }
  }

  replaceEgress(egress: EgressPolicy): void {
    this.#engine.egress = egress
    // Kept connections lead where they were allowed to: perhaps not any more.
    this.#engine.pool.closeIdle()
  }

  networkChanged(addresses: ReadonlySet<string>): void {
    const { pool, resolver, dialled, parents } = this.#engine
    resolver.forget()
    pool.closeIdle()
    dialled.endAllBut(addresses)
    parents.lookNow()
  }

  #close(listener: Listener): void {
    this.#listeners.delete(listener)
    void listener.close()
    listener.entrance.isClosed = true
    for (const client of this.#engine.clients) {
      if (client.entrance === listener.entrance) client.closeIfIdle()
    }
  }

  async drain(graceMs: number): Promise<void> {
    const { clients, turnedAway, joined, pool, heldAnswers } = this.#engine
    this.#engine.isDraining = true
    this.#engine.parents.close()
    const closed = [...this.#listeners].map((listener) => listener.close())
    for (const client of clients) client.closeIfIdle()
    heldAnswers.releaseAll()
    const stopLooking = endUnawaited(this.#engine)
    const timer = setTimeout(() => {
      for (const client of [...clients, ...turnedAway]) client.connection.destroy()
      for (const tunnel of joined) tunnel.destroy()
    }, graceMs)
    // A server has closed when its last connection has; what is on its way to the journal, and the
    // other side of a tunnel, may take a little longer.
    await Promise.all([...closed, clients.whenEmpty(), turnedAway.whenEmpty(), joined.whenEmpty()])
    clearTimeout(timer)
    stopLooking()
    pool.closeIdle()
  }
}

function accept(client: ClientConnection, engine: Engine): void {
  const isFull = engine.connections >= engine.limits.clientConnectionsMax
  if (!isFull) client.serve()
  else if (engine.turnedAway.size < TURNED_AWAY_MAX) void turnAway(client, engine)
  else client.connection.destroy()
}

/** One more than can be served: told so, rather than left to wonder. */
async function turnAway(client: ClientConnection, engine: Engine): Promise<void> {
  const timeMs = Date.now()
  const exchange = new Exchange(engine.nextId(timeMs), client.address, timeMs, performance.now())
  const fault = new Fault('OVERLOADED', 'this proxy has as many clients as it serves')
  engine.turnedAway.add(client)
  try {
    await refuse({ exchange, client, engine }, fault)
  } catch (error) {
    engine.onBug(error)
  } finally {
    client.connection.destroy()
    engine.turnedAway.delete(client)
  }
}

/** Clients that are being told so at one time; beyond, they are closed without a word. */
const TURNED_AWAY_MAX = 64
