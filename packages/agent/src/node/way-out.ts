import './async-context.ts'
import type { NetConnectOpts, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ConnectionOptions } from 'node:tls'
import { formatAuthority } from '@hopwise/http'
import { chooseRoute, type Route, type RoutedOrigin } from '../core/choose-route.ts'
import { AGENT_LIMITS, type AgentLimits } from '../core/limits.ts'
import type { Destination, NoProxyDialect } from '../core/no-proxy.ts'
import { parseNoProxy } from '../core/no-proxy.ts'
import { formatProxyAddress, type ProxyAddress, parseProxyAddress } from '../core/proxy-address.ts'
import { type ProxyFieldsSource, readProxyFields } from '../core/proxy-fields.ts'
import { type Environment, type ProxySettings, readProxySettings } from '../core/proxy-settings.ts'
import type { WayChooser } from '../pac/way.ts'
import { type AnswerSources, answersFor } from './answers-for.ts'
import { checkedOrigin } from './checked-origin.ts'
import { ChosenWays, type Opening } from './chosen-ways.ts'
import type { Refusal } from './forwarding/forwarded-requests.ts'
import { ForwardingSocket } from './forwarding/forwarding-socket.ts'
import { Hop } from './hop.ts'
import { openSocksTunnel } from './socks-tunnel.ts'
import { openTunnel } from './tunnel.ts'

export interface AgentOptions extends AnswerSources {
  /** One proxy for everything: `http://user:password@proxy.example:3128`. Comes before `environment`. */
  readonly proxy?: string | URL | undefined
  /**
   * Chooses the proxy for each origin, by a PAC script: `createPacRouter` of `@hopwise/agent/pac`. Comes
   * before the proxies of `environment`, not before `noProxy`. Who closes it is who made it.
   */
  readonly pac?: WayChooser | undefined
  /** Variables to take proxies from, `process.env` for the program's own. */
  readonly environment?: Environment | undefined
  /** What is reached without a proxy; absent: `no_proxy` of the environment. */
  readonly noProxy?: string | undefined
  readonly noProxyDialect?: NoProxyDialect | undefined
  /** For TLS to the proxy itself. */
  readonly proxyTls?: ConnectionOptions | undefined
  /** For the connection to the proxy, below TLS: `localAddress`, `family`, `lookup` … */
  readonly proxyConnection?: Partial<NetConnectOpts> | undefined
  /**
   * Fields for the proxy, with every CONNECT and every plain request. A proxy may send on to origins what
   * it finds on a plain request. Not with `pac`: a script may name any machine as a proxy.
   */
  readonly proxyFields?: ProxyFieldsSource | undefined
  /** Plain http is handed to the proxy, which most do, unless it is to go through a tunnel, too. */
  readonly plainHttp?: 'handed-over' | 'tunnelled' | undefined
  readonly limits?: Partial<AgentLimits> | undefined
}

/** A way to origins that knows the proxies on it. What is learnt of a proxy holds for all requests. */
export class WayOut {
  readonly settings: ProxySettings
  readonly #options: AgentOptions
  readonly #ways: ChosenWays | undefined
  readonly #hops = new Map<string, Hop>()

  /** @throws {TypeError} when `proxy` is not one that can be used, `pac` goes with nothing of it, or a field is none */
  constructor(options: AgentOptions) {
    this.settings = settingsOf(options)
    if (typeof options.proxyFields === 'object') readProxyFields(options.proxyFields)
    this.#options = options
    this.#ways = options.pac && new ChosenWays(options.pac)
  }

  route(origin: RoutedOrigin): Route {
    return chooseRoute(this.settings, origin)
  }

  /** For a route that is `chosen`: asks the script and takes the first of its ways that leads on. */
  async openChosen<T>(origin: RoutedOrigin, opening: Opening<T>): Promise<T> {
    if (this.#ways === undefined) throw new TypeError('Nothing chooses the ways')
    return this.#ways.open(origin, opening)
  }

  /** A connection to the origin through this proxy, for TLS or any other protocol. */
  async tunnel(proxy: ProxyAddress, origin: RoutedOrigin, signal?: AbortSignal): Promise<Socket> {
    const hop = this.hop(proxy)
    const to = checkedOrigin(origin, hop.name)
    if (hop.isSocks) return openSocksTunnel(hop, to, { signal })
    return openTunnel(hop, formatAuthority(to.host, to.port), signal)
  }

  /** Whether plain http goes through tunnels, so that no request is this proxy's to forward. */
  get tunnelsPlainHttp(): boolean {
    return this.#options.plainHttp === 'tunnelled'
  }

  /**
   * A connection that takes requests for the origin and hands them to this proxy. Through SOCKS it is
   * the origin itself that takes them.
   */
  async forwarding(
    proxy: ProxyAddress,
    origin: RoutedOrigin,
    refusal: Refusal,
    signal?: AbortSignal,
  ): Promise<Duplex> {
    const hop = this.hop(proxy)
    if (this.tunnelsPlainHttp || hop.isSocks) return this.tunnel(proxy, origin, signal)
    const to = checkedOrigin(origin, hop.name)
    const wire = await hop.open(`http://${formatAuthority(to.host, to.port)}`, signal)
    return new ForwardingSocket(hop, to, wire, refusal)
  }

  /** The proxy of the settings that takes requests at this place, if one does. */
  hopAt(to: Destination): Hop | undefined {
    for (const chosen of [this.settings.http, this.settings.https]) {
      if (chosen?.proxy.scheme !== 'http') continue
      const hop = this.hop(chosen.proxy)
      if (hop.isAt(to)) return hop
    }
    return undefined
  }

  /** What is known of a proxy. Another login is another protection space: what one may the other may not. */
  hop(proxy: ProxyAddress): Hop {
    const { login } = proxy
    const key = JSON.stringify([
      formatProxyAddress(proxy),
      login?.username,
      login?.password.reveal(),
    ])
    let hop = this.#hops.get(key)
    if (hop === undefined) {
      hop = new Hop({
        proxy,
        answers: answersFor(proxy, this.#options),
        limits: { ...AGENT_LIMITS, ...this.#options.limits },
        tls: this.#options.proxyTls,
        connection: this.#options.proxyConnection,
        fields: this.#options.proxyFields,
      })
      this.#hops.set(key, hop)
    }
    return hop
  }
}

function settingsOf(options: AgentOptions): ProxySettings {
  const { proxy, pac, credentials, environment = {}, noProxy, noProxyDialect } = options
  const settings = readProxySettings(environment, noProxyDialect)
  const exceptions =
    noProxy === undefined ? settings.noProxy : parseNoProxy(noProxy, noProxyDialect)
  if (pac !== undefined) {
    if (proxy !== undefined) throw new TypeError('Give proxy or pac: one of them chooses')
    if (options.proxyFields)
      throw new TypeError('With pac there are no proxyFields: any proxy would get them')
    // A script may name any machine as a proxy, and is often fetched over plain http.
    if (typeof credentials === 'object') {
      throw new TypeError(
        'With pac, give credentials as a function that looks at whose proxy asks, or in netrcFile',
      )
    }
    const none = { http: undefined, https: undefined, problems: [] }
    return { ...none, noProxy: exceptions, isChosen: true }
  }
  if (proxy === undefined) return { ...settings, noProxy: exceptions }
  const parsed = parseProxyAddress(String(proxy))
  if (parsed.kind === 'malformed') {
    throw new TypeError(
      `The option proxy is not the address of one (${parsed.problem}): write http://host:port, https://host:port or socks5://host:port`,
    )
  }
  const chosen = { proxy: parsed.proxy, from: 'option' }
  return { http: chosen, https: chosen, noProxy: exceptions, problems: [] }
}
