import { type Agent, Dispatcher, type EnvHttpProxyAgent as OfUndici } from 'undici'
import { type NoProxy, parseNoProxy } from '../core/no-proxy.ts'
import { type Environment, readProxySettings } from '../core/proxy-settings.ts'
import { ProxyingDispatcher } from '../node/dispatcher.ts'
import { ProxyAgent } from './proxy-agent-of-undici.ts'
import { refuseOptions } from './refuse-options.ts'

/** Those of undici's `EnvHttpProxyAgent`. */
export type EnvHttpProxyAgentOptions = OfUndici.Options

/**
 * In the place of undici's `EnvHttpProxyAgent`: the same options and variables, and 407s are answered. As
 * there, `https` goes by `http_proxy` where `https_proxy` is missing or empty, and a change of `no_proxy`
 * counts from the next request on. Its entries are read as everywhere here, so that `192.0.2.0/24` is a
 * range of addresses. In a CGI program `HTTP_PROXY` is not believed (CVE-2016-5385).
 */
export class EnvironmentAgent extends Dispatcher {
  readonly #direct: Dispatcher
  readonly #http: Dispatcher
  readonly #https: Dispatcher
  readonly #environment: Environment
  readonly #said: string | undefined
  #noProxy: { readonly text: string; readonly list: NoProxy } | undefined

  /**
   * @param environment is looked at again with each request for its `no_proxy`
   * @throws {TypeError} for what contradicts itself or cannot be followed
   */
  constructor(options: EnvHttpProxyAgentOptions, environment: Environment) {
    super()
    const { httpProxy, httpsProxy, noProxy, connect, ...rest } = options
    this.#environment = environment
    this.#said = noProxy
    this.#direct = directAgent(connect, rest)
    const [http, https] = proxiesOf(httpProxy, httpsProxy, environment)
    this.#http = http ? new ProxyAgent({ ...rest, uri: http }) : this.#direct
    this.#https = https && https !== http ? new ProxyAgent({ ...rest, uri: https }) : this.#http
  }

  override dispatch(options: Agent.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return this.#dispatcherFor(new URL(String(options.origin))).dispatch(options, handler)
  }

  override close(): Promise<void>
  override close(callback: () => void): void
  override close(callback?: () => void): Promise<void> | undefined {
    return called(
      this.#each((one) => one.close()),
      callback,
    )
  }

  override destroy(): Promise<void>
  override destroy(error: Error | null): Promise<void>
  override destroy(callback: () => void): void
  override destroy(error: Error | null, callback: () => void): void
  override destroy(
    first: Error | null | (() => void) = null,
    second?: () => void,
  ): Promise<void> | undefined {
    const callback = typeof first === 'function' ? first : second
    const error = typeof first === 'function' ? null : first
    return called(
      this.#each((one) => one.destroy(error)),
      callback,
    )
  }

  async #each(end: (one: Dispatcher) => Promise<void>): Promise<void> {
    await Promise.all([...new Set([this.#direct, this.#http, this.#https])].map(end))
  }

  #dispatcherFor({ protocol, hostname, port }: URL): Dispatcher {
    const isSecure = protocol === 'https:'
    const host = hostname.replace(/^\[(.*)\]$/, '$1')
    const destination = { host, port: Number(port) || (isSecure ? 443 : 80) }
    if (this.#exceptions().entryFor(destination) !== undefined) return this.#direct
    return isSecure ? this.#https : this.#http
  }

  #exceptions(): NoProxy {
    const variables = this.#environment
    const text = this.#said ?? variables['no_proxy'] ?? variables['NO_PROXY'] ?? ''
    if (this.#noProxy?.text !== text) this.#noProxy = { text, list: parseNoProxy(text) }
    return this.#noProxy.list
  }
}

/** `connect` is for connections without a proxy there, and for no others. */
function directAgent(connect: unknown, rest: object): Dispatcher {
  if (typeof connect === 'function') refuseOptions('EnvHttpProxyAgent', { connect }, CANNOT)
  return new ProxyingDispatcher({ tls: connect ?? {}, undici: rest })
}

function proxiesOf(
  httpProxy: string | undefined,
  httpsProxy: string | undefined,
  variables: Environment,
): readonly [http: string | undefined, https: string | undefined] {
  const { problems } = readProxySettings({
    ...variables,
    all_proxy: undefined,
    ALL_PROXY: undefined,
  })
  const isDistrusted = problems.some(({ problem }) => problem === 'not-trusted')
  const upper = isDistrusted ? undefined : variables['HTTP_PROXY']
  const http = (httpProxy ?? variables['http_proxy'] ?? upper) || undefined
  const https = (httpsProxy ?? variables['https_proxy'] ?? variables['HTTPS_PROXY']) || http
  return [http, https]
}

function called(
  ended: Promise<void>,
  callback: (() => void) | undefined,
): Promise<void> | undefined {
  if (callback === undefined) return ended
  ended.then(callback, callback)
  return undefined
}

const CANNOT = {
  connect: 'give the options for TLS as an object; proxied requests have requestTls and proxyTls',
}
