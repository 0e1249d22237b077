import type { Socket } from 'node:net'
import {
  Agent,
  buildConnector,
  type Dispatcher,
  Dispatcher1Wrapper,
  errors,
  setGlobalDispatcher,
} from 'undici'
import type { RoutedOrigin } from '../core/choose-route.ts'
import type { ProxyAddress } from '../core/proxy-address.ts'
import { unusableProxy } from '../core/unusable-proxy.ts'
import { withoutProxyFields } from '../core/without-proxy-fields.ts'
import { DirectForwarding } from './direct-forwarding.ts'
import type { Dispatch } from './direct-request.ts'
import { type Opening, Openings } from './openings.ts'
import { type AgentOptions, WayOut } from './way-out.ts'

export interface DispatcherOptions extends AgentOptions {
  /** For TLS to origins, through a tunnel or direct. */
  readonly tls?: buildConnector.BuildOptions | undefined
  /** Of undici's `Agent`: `connections`, `keepAliveTimeout`, `bodyTimeout` … */
  readonly undici?: Omit<Agent.Options, 'connect' | 'factory'> | undefined
}

/**
 * A dispatcher for `fetch(url, { dispatcher })`, of Node and of undici, and for all else of undici that
 * takes one. A request that ends at a proxy fails with a `ProxyFault`; `fetch` has it as the `cause`.
 *
 * @throws {TypeError} when `proxy` is not one that can be used
 */
export function createDispatcher(options: DispatcherOptions = {}): Dispatcher {
  return new ProxyingDispatcher(options)
}

/** Makes it the dispatcher of every `fetch` of this process: Node's own and undici's. Gives it back. */
export function useGlobally(options: DispatcherOptions = {}): Dispatcher {
  const dispatcher = createDispatcher(options)
  setGlobalDispatcher(dispatcher)
  return dispatcher
}

export class ProxyingDispatcher extends Agent {
  readonly #direct: DirectForwarding
  readonly #openings: Openings
  readonly #byUndici: Dispatch = (options, handler) => this.#hand(options, handler)

  /** @param wayOut somebody else's, whose knowledge of proxies is then shared */
  constructor(options: DispatcherOptions, wayOut: WayOut = new WayOut(options)) {
    const direct = new DirectForwarding(wayOut)
    const openings = new Openings((origin) => this.stats[origin]?.pending ?? 0)
    super({ ...options.undici, connect: connectorFor(options, wayOut, direct, openings) })
    this.#direct = direct
    this.#openings = openings
  }

  /** What is being opened ends, too: undici waits for it, and a proxy may be silent for a minute. */
  override destroy(error?: Error | (() => void) | null, callback?: () => void): Promise<void> {
    this.#openings.endAll(error instanceof Error ? error : new errors.ClientDestroyedError())
    return super.destroy(error as null, callback as () => void) as unknown as Promise<void>
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const headers = withoutProxyFields(options.headers)
    const clean =
      headers === options.headers
        ? options
        : ({ ...options, headers } as Dispatcher.DispatchOptions)
    if (typeof handler.onRequestStart === 'function') return this.#send(clean, handler)
    // Node 24 and older bring an undici whose `fetch` speaks to its dispatchers in the way of old,
    // which knows nothing of HTTP/2.
    const wrapped = (Dispatcher1Wrapper as unknown as HandlerWrapper).wrapHandler(handler)
    return this.#send({ ...clean, allowH2: false } as Dispatcher.DispatchOptions, wrapped)
  }

  #send(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return this.#direct.dispatch(options, handler, this.#byUndici) ?? this.#hand(options, handler)
  }

  /** undici asks for a connection before it returns, if one has to be made for this request. */
  #hand(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (isStreamed(options)) return this.#handStreamed(options, handler)
    this.#openings.takeLatest()
    const isReady = super.dispatch(options, handler)
    this.#openings.takeLatest()?.belongsTo(handler)
    return isReady
  }

  /** With such content it asks in a microtask: between these two. */
  #handStreamed(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    queueMicrotask(() => this.#openings.takeLatest())
    const isReady = super.dispatch(options, handler)
    queueMicrotask(() => this.#openings.takeLatest()?.belongsTo(handler))
    return isReady
  }
}

function isStreamed({ body }: Dispatcher.DispatchOptions): boolean {
  return body != null && typeof body === 'object' && !(body instanceof Uint8Array)
}

interface HandlerWrapper {
  wrapHandler(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler
}

/** What undici asks for a connection to an origin. */
type Asked = buildConnector.Options & { readonly allowH2?: boolean }

function connectorFor(
  options: DispatcherOptions,
  wayOut: WayOut,
  direct: DirectForwarding,
  openings: Openings,
): buildConnector.connector {
  const secure = buildConnector({ ...options.tls })
  const secureHttp1 = buildConnector({ ...options.tls, allowH2: false })
  return (asked: Asked, callback) => {
    const failed = (error: unknown): void => callback(error as Error, null)
    const begin = (open: (signal: AbortSignal) => Promise<Socket>): void => {
      const opening: Opening = openings.begin(`${asked.protocol}//${asked.host}`)
      const made = open(opening.signal).finally(() => opening.over())
      made.then((socket) => callback(null, socket), failed)
    }
    const hop = direct.hopFor(asked.hostname)
    if (hop) {
      return begin((signal) => hop.open(hop.name, signal).then((wire) => wire.release()))
    }
    const connectNamed = asked.allowH2 === false ? secureHttp1 : secure
    // undici takes the name in Host for the one in the certificate, whatever its options say.
    const servername = options.tls && 'servername' in options.tls && options.tls.servername
    const connect: buildConnector.connector = (one, then) =>
      connectNamed(servername ? { ...one, servername } : one, then)
    const origin = originOf(asked)
    const route = wayOut.route(origin)
    if (route.kind === 'direct') return connect(asked, callback)
    if (route.kind === 'unusable') return failed(new TypeError(unusableProxy(route.said)))
    const straight = (signal: AbortSignal, httpSocket?: Socket): Promise<Socket> =>
      new Promise((resolve, reject) => {
        const onAbort = (): unknown => httpSocket?.destroy(signal.reason as Error)
        signal.addEventListener('abort', onAbort, { once: true })
        connect({ ...asked, ...(httpSocket && { httpSocket }) }, (error, socket) => {
          signal.removeEventListener('abort', onAbort)
          if (error) reject(error)
          else resolve(socket as Socket)
        })
      })
    // undici wants the methods of a socket, and a forwarding one has those it calls.
    const through = async (proxy: ProxyAddress, signal: AbortSignal): Promise<Socket> =>
      origin.scheme === 'https'
        ? wayOut.tunnel(proxy, origin, signal).then((socket) => straight(signal, socket))
        : ((await wayOut.forwarding(proxy, origin, 'fault', signal)) as Socket)
    if (route.kind === 'proxy') return begin((signal) => through(route.proxy, signal))
    begin((signal) =>
      wayOut.openChosen(origin, {
        direct: () => straight(signal),
        through: (proxy) => through(proxy, signal),
      }),
    )
  }
}

function originOf({ protocol, hostname, port }: Asked): RoutedOrigin {
  const scheme = protocol === 'https:' ? 'https' : 'http'
  const host = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  return { scheme, host, port: port ? Number(port) : PORTS[scheme] }
}

const PORTS = { http: 80, https: 443 } as const
