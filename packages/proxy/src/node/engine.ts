import { randomInt } from 'node:crypto'
import { type Entry, exchangeIdSource } from '@hopwise/journal'
import type { Access } from '../core/access.ts'
import type { EgressPolicy } from '../core/egress.ts'
import { DEFAULT_LIMITS, type Limits } from '../core/limits.ts'
import type { RelayFacts } from '../core/pages/relay-facts.ts'
import type { ClientConnection } from './client-connection.ts'
import { Deadlines } from './deadlines.ts'
import { Dialled } from './dialled.ts'
import { HeldAnswers } from './held-answers.ts'
import type { Tunnel } from './join-sockets.ts'
import { NextHopPool } from './next-hop-pool.ts'
import { OwnListeners } from './own-listeners.ts'
import { ParentWatch } from './parents/parent-watch.ts'
import { probeParent } from './parents/probe-parent.ts'
import { type PatienceTable, patienceOf } from './patience.ts'
import { Resolver } from './resolver.ts'
import { Roll } from './roll.ts'
import { TunnelCount } from './tunnel-count.ts'

/** What a proxy is made of. */
export interface ProxyOptions {
  /** Pseudonym in `Via` and `Proxy-Status`; one for each instance, or loops are not seen. */
  readonly name: string
  /** For listeners that are not given their own. */
  readonly access: Access
  readonly egress: EgressPolicy
  /** Called once for each exchange, when it has ended. Must not throw, must not wait. */
  readonly record: (entry: Entry) => void
  /** A `TypeError` of ours. The default throws it outside of any catch: a bug ends the process. */
  readonly onBug?: (error: unknown) => void
  /** Something outside any exchange that an operator should hear of, as one sentence: a connection that could not be accepted … */
  readonly onTrouble?: (sentence: string) => void
  readonly limits?: Partial<Limits>
  /** For a relay: what its pages say in the place of what concerns users. */
  readonly relay?: RelayFacts | undefined
}

/** Everything that exchanges share. One value, made once, handed down. */
export class Engine {
  readonly name: string
  egress: EgressPolicy
  readonly record: (entry: Entry) => void
  readonly onBug: (error: unknown) => void
  readonly onTrouble: (sentence: string) => void
  readonly limits: Limits
  readonly relay: RelayFacts | undefined
  readonly patience: PatienceTable
  readonly deadlines: Deadlines = new Deadlines()
  readonly resolver: Resolver
  readonly pool: NextHopPool
  readonly dialled: Dialled = new Dialled()
  readonly clients: Roll<ClientConnection> = new Roll()
  /** Clients who are being told that there are too many. */
  readonly turnedAway: Roll<ClientConnection> = new Roll()
  readonly tunnels: TunnelCount = new TunnelCount()
  readonly joined: Roll<Tunnel> = new Roll()
  /** Clients whose tunnel is being opened; it is counted already. */
  readonly opening: Set<ClientConnection> = new Set()
  readonly listeners: OwnListeners = new OwnListeners()
  /** Ids for exchanges, by their time in milliseconds since the epoch. */
  readonly nextId: (timeMs: number) => string
  /** Content that is held now because credentials cover it. */
  readonly heldContent: { bytes: number } = { bytes: 0 }
  readonly heldAnswers: HeldAnswers
  readonly parents: ParentWatch
  isDraining = false

  constructor(options: ProxyOptions) {
    this.name = options.name
    this.egress = options.egress
    this.record = options.record
    this.onBug = options.onBug ?? crash
    this.onTrouble = options.onTrouble ?? process.emitWarning
    this.relay = options.relay
    this.limits = { ...DEFAULT_LIMITS, ...options.limits }
    this.patience = patienceOf(this.limits)
    this.resolver = new Resolver(this.limits.nameTimeoutMs)
    this.heldAnswers = new HeldAnswers(this.limits.heldAnswersMax)
    this.pool = new NextHopPool(this.limits)
    this.parents = new ParentWatch({
      probe: (parent) => probeParent(parent, this),
      tell: this.onTrouble,
    })
    this.nextId = exchangeIdSource(randomInt(1 << 10))
  }

  /** Of clients, those that have become tunnels included. */
  get connections(): number {
    return this.clients.size + this.tunnels.total - this.opening.size
  }
}

function crash(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
