import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Route, RoutedOrigin } from '../core/choose-route.ts'
import type { ProxyAddress } from '../core/proxy-address.ts'
import type { ProxyFault } from '../core/proxy-fault.ts'
import { unusableProxy } from '../core/unusable-proxy.ts'
import { givenUp } from './given-up.ts'
import { noteRefusal } from './proxy-fault-of.ts'
import { type AgentOptions, WayOut } from './way-out.ts'

export interface HttpAgentsOptions extends AgentOptions {
  /** Of Node's agents: `maxSockets`, `timeout` …; for https also `ca`, `cert`, `rejectUnauthorized` … */
  readonly agent?: https.AgentOptions | undefined
  /**
   * What a plain http request comes to whose 407 cannot be answered: that `response`, as it came, or an
   * error, as with https: the `fault`. `proxyFaultOf` has the reasons in both cases. `response` if absent.
   */
  readonly unanswered?: 'response' | 'fault' | undefined
}

/** Agents for `node:http` and everything that is built on it: axios, got, needle, ws … */
export interface HttpAgents {
  readonly http: http.Agent
  readonly https: https.Agent
}

/**
 * Both share what they learn of a proxy. A 407 to a plain http request that cannot be answered is the
 * response that the program gets, as it came, unless `unanswered` says otherwise; a refused tunnel is an
 * error: a `ProxyFault`.
 *
 * @throws {TypeError} when `proxy` is not one that can be used
 */
export function createHttpAgents(options: HttpAgentsOptions = {}): HttpAgents {
  return httpAgentsBy(new WayOut(options), options)
}

/** Agents that share with others what is known of proxies. */
export function httpAgentsBy(wayOut: WayOut, options: HttpAgentsOptions): HttpAgents {
  const settings = { keepAlive: true, ...options.agent }
  return {
    http: new ForwardingAgent(wayOut, settings, options.unanswered),
    https: new TunnellingAgent(wayOut, settings),
  }
}

/** What Node calls for a connection that is made later. */
type Created = (error: Error | null, stream: Duplex) => void
/** What Node's agents give: a connection, unless they call back. */
type Connected = Duplex | null | undefined
interface Destined {
  readonly host?: string | null | undefined
  readonly port?: number | string | null | undefined
}

class ForwardingAgent extends http.Agent {
  readonly #wayOut: WayOut
  readonly #unanswered: HttpAgentsOptions['unanswered']
  /** Connections, and the requests that are sent on them now. */
  readonly #requests = new WeakMap<object, http.ClientRequest>()
  /** Whose the connection is that is made now. */
  #asking: http.ClientRequest | undefined

  constructor(
    wayOut: WayOut,
    options: http.AgentOptions,
    unanswered: HttpAgentsOptions['unanswered'],
  ) {
    super(options)
    this.#wayOut = wayOut
    this.#unanswered = unanswered
  }

  addRequest(request: http.ClientRequest, options: object): void {
    request.once('socket', (socket) => this.#requests.set(socket, request))
    // A program that speaks to the proxy itself may say there who it is.
    const mayPass = !hasCredentials(request) || this.#wayOut.hopAt(originOf('http', options))
    if (!mayPass && !withoutCredentials(request)) return
    this.#asking = request
    addRequestOf(http.Agent).call(this, request, options)
    this.#asking = undefined
  }

  override createConnection(options: http.ClientRequestArgs, callback?: Created): Connected {
    const origin = originOf('http', options)
    const signal = this.#asking && givenUp(this.#asking)
    return connectBy(this.#wayOut, origin, callback, {
      direct: (then) => super.createConnection(options, then),
      through: (proxy) => this.#through(proxy, origin, signal),
    })
  }

  async #through(
    proxy: ProxyAddress,
    origin: RoutedOrigin,
    signal: AbortSignal | undefined,
  ): Promise<Duplex> {
    const noted = (fault: ProxyFault): void => {
      const request = this.#requests.get(socket)
      if (request) noteRefusal(request, fault)
    }
    const refusal = this.#unanswered === 'fault' ? 'fault' : noted
    const socket: Duplex = await this.#wayOut.forwarding(proxy, origin, refusal, signal)
    return socket
  }
}

class TunnellingAgent extends https.Agent {
  readonly #wayOut: WayOut
  /** Whose the connection is that is made now. */
  #asking: http.ClientRequest | undefined

  constructor(wayOut: WayOut, options: https.AgentOptions) {
    super(options)
    this.#wayOut = wayOut
  }

  addRequest(request: http.ClientRequest, options: object): void {
    const mayPass = !hasCredentials(request) || withoutCredentials(request)
    if (!mayPass) return
    this.#asking = request
    addRequestOf(https.Agent).call(this, request, options)
    this.#asking = undefined
  }

  override createConnection(options: https.RequestOptions, callback?: Created): Connected {
    const origin = originOf('https', options)
    const signal = this.#asking && givenUp(this.#asking)
    return connectBy(this.#wayOut, origin, callback, {
      direct: (then) => super.createConnection(options, then),
      through: async (proxy) =>
        this.#secure(options, await this.#wayOut.tunnel(proxy, origin, signal)),
    })
  }

  /** Node's own TLS with its cache of sessions, over the tunnel instead of a connection. */
  #secure(options: https.RequestOptions, socket: Socket): Duplex {
    const over = { ...options, socket } as https.RequestOptions
    return super.createConnection(over) as Duplex
  }
}

interface Connecting {
  direct(then?: Created): Connected
  through(proxy: ProxyAddress): Promise<Duplex>
}

/** Connects as the way out says; through a proxy, or where a script is asked first, it calls back. */
function connectBy(
  wayOut: WayOut,
  origin: RoutedOrigin,
  callback: Created | undefined,
  { direct, through }: Connecting,
): Connected {
  const route = wayOut.route(origin)
  if (route.kind === 'direct') return direct(callback)
  // With an error there is no stream, whatever the types of Node say.
  const created = callback as (error: Error | null, stream?: Duplex) => void
  opened(wayOut, origin, route, { direct, through }).then(
    (socket) => created(null, socket),
    (error: unknown) => created(error as Error),
  )
  return undefined
}

async function opened(
  wayOut: WayOut,
  origin: RoutedOrigin,
  route: Exclude<Route, { kind: 'direct' }>,
  { direct, through }: Connecting,
): Promise<Duplex> {
  if (route.kind === 'unusable') throw new TypeError(unusableProxy(route.said))
  if (route.kind === 'proxy') return through(route.proxy)
  return wayOut.openChosen(origin, { direct: () => direct() as Duplex, through })
}

/**
 * Takes what is for a proxy off a request (see `withoutProxyFields`); false when it was too late for
 * that, and the request has been ended instead.
 */
function withoutCredentials(request: http.ClientRequest): boolean {
  if (!request.hasHeader('proxy-authorization')) {
    const message =
      'Proxy-Authorization is the agent\u2019s to send: give it the credentials instead'
    // What Node's agents do when they get no connection: there is no other way to an early error.
    const { onSocket } = request as unknown as { onSocket(socket: null, error: Error): void }
    onSocket.call(request, null, new TypeError(message))
    return false
  }
  request.removeHeader('proxy-authorization')
  return true
}

/** Among the fields that are still to be written, or in what is written: fields that came as an array. */
function hasCredentials(request: http.ClientRequest): boolean {
  if (request.hasHeader('proxy-authorization')) return true
  const written = (request as { readonly _header?: string | null })._header ?? ''
  return /^proxy-authorization[ \t]*:/im.test(written)
}

/** Not in Node's types, and what its agents have been extended by for ten years. */
function addRequestOf(
  agent: typeof http.Agent,
): (this: http.Agent, request: http.ClientRequest, options: object) => void {
  return (agent.prototype as unknown as { addRequest: ReturnType<typeof addRequestOf> }).addRequest
}

function originOf(scheme: 'http' | 'https', { host, port }: Destined): RoutedOrigin {
  const name = (host ?? 'localhost').replace(/^\[(.*)\]$/, '$1').toLowerCase()
  return { scheme, host: name, port: port ? Number(port) : scheme === 'https' ? 443 : 80 }
}
