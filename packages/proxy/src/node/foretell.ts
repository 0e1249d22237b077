import type { Verdict } from '@hopwise/auth'
import { formatAuthority, parseIp, readRequestHead } from '@hopwise/http'
import { type Entry, Fault, type Outcome } from '@hopwise/journal'
import type { Access, Destination } from '../core/access.ts'
import { admit } from '../core/admit.ts'
import { formatAnswer } from '../core/answer.ts'
import type { Trace } from '../core/authorize.ts'
import type { EgressPolicy } from '../core/egress.ts'
import { DEFAULT_LIMITS } from '../core/limits.ts'
import { namedAddresses } from '../core/parents/named-addresses.ts'
import { contentPlan } from '../core/persistence.ts'
import {
  type ForwardRequest,
  type Received,
  type Request,
  receive,
  rejectedHead,
  type TunnelRequest,
} from '../core/receive.ts'
import { chooseRoute } from '../core/route.ts'
import { applyAuthorization, questionOf } from './check-authorized.ts'
import { Exchange } from './exchange.ts'
import { OwnListeners } from './own-listeners.ts'
import { checkReachable } from './reach.ts'
import { aboutExchange, answerTo, outcomeOf } from './refuse.ts'

/** A request that nobody sends. */
export interface Imagined {
  /** Its head, as a client would send it. */
  readonly head: string
  /** What authentication would say of it. */
  readonly verdict: Verdict
  /** The client's IP address. */
  readonly client: string
  readonly timeMs: number
  /** What its host resolves to, where somebody knows. */
  readonly addresses?: readonly string[] | undefined
}

/** A proxy that need not run. */
export interface Described {
  readonly name: string
  readonly access: Access
  readonly egress: EgressPolicy
  /** Where it listens; the first is where the request would come in. */
  readonly listeners: readonly Destination[]
}

export interface Foretold {
  /**
   * - `answered`: by the proxy itself
   * - `passed-on`: the next hop would be dialled; what it answers is not known
   * - `undecided`: it depends on what the host resolves to
   */
  readonly kind: 'answered' | 'passed-on' | 'undecided'
  /** What the rules say, where they would be asked. */
  readonly trace: Trace | undefined
  readonly fault: Fault | undefined
  /** The response that the proxy would make itself: a head and its content. */
  readonly answer: string | undefined
  /** The line of the journal, with no time spent; undefined while undecided. */
  readonly entry: Entry | undefined
}

/** What would come of a request: the steps that a proxy takes until it would dial, and nothing else. */
export function foretell(imagined: Imagined, proxy: Described): Foretold {
  const { client, timeMs } = imagined
  const telling = new Telling(new Exchange(EXCHANGE, client, timeMs, 0), imagined, proxy)
  try {
    return telling.tell()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return telling.refused(error)
  }
}

class Telling {
  readonly #exchange: Exchange
  readonly #imagined: Imagined
  readonly #proxy: Described
  #trace: Trace | undefined

  constructor(exchange: Exchange, imagined: Imagined, proxy: Described) {
    this.#exchange = exchange
    this.#imagined = imagined
    this.#proxy = proxy
  }

  tell(): Foretold {
    const exchange = this.#exchange
    const request = this.#received()
    if (request.kind === 'own') return this.#answered(200)
    exchange.enter('authenticate', 0)
    const { addresses } = this.#imagined
    exchange.addresses = addresses
    const to = { ...request.target, addresses }
    if (addresses === undefined && this.#proxy.access.needsAddresses?.(to)) {
      return this.#told('undecided')
    }
    exchange.authenticator = this.#proxy.access.authenticatorFor(to)
    const admission = admit(this.#imagined.verdict)
    exchange.judged(admission)
    if (admission.kind === 'refused') throw new Fault(admission.fault, admission.detail)

    const { accepted } = admission
    const { access, name } = this.#proxy
    const route = chooseRoute(request, name, access.routing, accepted)
    exchange.route = route.kind
    if (route.kind === 'own') return this.#answered(200)
    exchange.enter('authorize', 0)
    const asked = questionOf(request.head.method, request.target, accepted, exchange)
    this.#trace = this.#proxy.access.policy.explain(asked)
    const { authorization } = this.#trace
    if (authorization.kind === 'addresses-needed') return this.#told('undecided')
    applyAuthorization(authorization, exchange)
    exchange.enter('route', 0)
    if (route.kind === 'loop') throw new Fault('ROUTE_LOOP', 'the request has been here before')
    if (route.kind === 'parent') {
      // Which of several it will be is not known.
      exchange.parent = route.chain.tiers[0]?.[0]?.parent.name
      return this.#sentOn(request)
    }
    if (route.kind === 'script') {
      exchange.script = route.way.script.name
      return this.#sentOn(request)
    }
    return this.#reached(request.target, request.kind === 'tunnel' ? 'tunnelled' : 'relayed')
  }

  refused(fault: Fault): Foretold {
    const exchange = this.#exchange
    exchange.fault = fault
    const { name, listeners } = this.#proxy
    const [{ host, port } = NOWHERE] = listeners
    const about = aboutExchange(exchange, name, `http://${formatAuthority(host, port)}`)
    const answer = answerTo(fault, exchange, about)
    const plan = contentPlan(exchange.request, {
      content: 'untouched',
      discardBytesMax: DEFAULT_LIMITS.discardBytesMax,
      isDraining: false,
      hasMore: false,
      status: answer.status,
    })
    const octets = formatAnswer(answer, {
      method: exchange.head?.method ?? '',
      close: plan === 'close' || plan === 'linger',
      nowMs: exchange.timeMs,
    })
    exchange.toClientBytes = octets.length
    const text = typeof octets === 'string' ? octets : new TextDecoder().decode(octets)
    const entry = exchange.entry(outcomeOf(fault, exchange), answer.status, 0)
    return { ...this.#told('answered', entry), answer: text }
  }

  #received(): Request {
    const exchange = this.#exchange
    const bytes = new TextEncoder().encode(this.#imagined.head)
    const read = readRequestHead(bytes, 0, DEFAULT_LIMITS)
    if (read.kind === 'need-more') throw new TypeError('the head of an imagined request has no end')
    let received: Received
    if (read.kind === 'malformed') received = rejectedHead(read.reason)
    else {
      exchange.head = read.value
      exchange.fromClientBytes = read.rest
      received = receive(read.value, DEFAULT_LIMITS)
    }
    if (received.kind === 'rejected') throw new Fault(received.fault, received.detail)
    exchange.request = received.request
    return received.request
  }

  /** A name is the parent's to resolve. */
  #sentOn({ kind, target }: ForwardRequest | TunnelRequest): Foretold {
    const isLoopback = namedAddresses(target.host) === 'loopback'
    const known = isLoopback ? ['127.0.0.1'] : literal(target.host)
    if (known !== undefined) {
      const reachable = { egress: this.#proxy.egress, listeners: new OwnListeners() }
      checkReachable(target, known, this.#exchange, reachable)
    }
    const outcome = kind === 'tunnel' ? 'tunnelled' : 'relayed'
    return this.#told('passed-on', this.#exchange.entry(outcome, 200, 0))
  }

  /** The name is resolved by the proxy only when it dials: here by whoever asks, or not at all. */
  #reached(target: Destination, outcome: Outcome): Foretold {
    const known = this.#imagined.addresses ?? literal(target.host)
    if (known === undefined) return this.#told('passed-on', this.#exchange.entry(outcome, 200, 0))
    const listeners = new OwnListeners()
    for (const { host, port } of this.#proxy.listeners) listeners.add(host, port)
    const reachable = { egress: this.#proxy.egress, listeners }
    const [first] = checkReachable(target, known, this.#exchange, reachable)
    this.#exchange.enter('connect', 0)
    if (first !== undefined) this.#exchange.nextHop = formatAuthority(first, target.port)
    return this.#told('passed-on', this.#exchange.entry(outcome, 200, 0))
  }

  #answered(status: number): Foretold {
    return this.#told('answered', this.#exchange.entry('answered', status, 0))
  }

  #told(kind: Foretold['kind'], entry?: Entry): Foretold {
    return { kind, trace: this.#trace, fault: this.#exchange.fault, answer: undefined, entry }
  }
}

function literal(host: string): readonly string[] | undefined {
  return parseIp(host) === undefined ? undefined : [host]
}

/** Where an exchange has its id; this one is in no journal. */
const EXCHANGE = '0000-0000-0000'
const NOWHERE: Destination = { host: '127.0.0.1', port: 0 }
