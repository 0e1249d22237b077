import * as http from 'node:http'
import * as https from 'node:https'
import { chooseRoute } from '../core/choose-route.ts'
import { type Environment, type ProxySettings, readProxySettings } from '../core/proxy-settings.ts'
import { AgentForBoth, type Asked } from './agent-for-both.ts'
import { type NodeProxyAgentOptions, readNodeAgentOptions } from './node-agent-options.ts'
import { type Refusals, refuseOptions } from './refuse-options.ts'

/** Those of `proxy-agent`. */
export type EnvironmentProxyAgentOptions = NodeProxyAgentOptions & {
  /** For what is reached without a proxy; absent: agents with these options. */
  readonly httpAgent?: http.Agent | undefined
  readonly httpsAgent?: http.Agent | undefined
}

/**
 * In the place of the `ProxyAgent` of `proxy-agent`: goes by `http_proxy`, `https_proxy`, `all_proxy` and
 * `no_proxy`, with the same options, and 407s are answered. The environment is read when it is made.
 */
export class ProxyByEnvironment extends AgentForBoth {
  readonly #settings: ProxySettings
  readonly #direct: { readonly http: http.Agent; readonly https: http.Agent }

  /** @throws {TypeError} for a variable that cannot be used, and for what cannot be followed */
  constructor(options: EnvironmentProxyAgentOptions, environment: Environment) {
    const settings = readProxySettings(environment)
    for (const { variable, problem } of settings.problems) {
      throw new TypeError(`${variable} is not the address of a proxy that can be used (${problem})`)
    }
    refuseOptions('ProxyAgent', options, CANNOT)
    const { httpAgent, httpsAgent, ...rest } = options
    const { proxy: _, ...ours } = readNodeAgentOptions('ProxyAgent', 'http://127.0.0.1', rest)
    super({ ...ours, environment })
    this.#settings = settings
    this.#direct = {
      http: httpAgent ?? new http.Agent(rest as http.AgentOptions),
      https: httpsAgent ?? new https.Agent(rest as https.AgentOptions),
    }
  }

  override destroy(): void {
    super.destroy()
    this.#direct.http.destroy()
    this.#direct.https.destroy()
  }

  protected override agentFor(isSecure: boolean, asked: Asked): http.Agent {
    const scheme = isSecure ? 'https' : 'http'
    const host = (asked.host ?? 'localhost').replace(/^\[(.*)\]$/, '$1').toLowerCase()
    const route = chooseRoute(this.#settings, { scheme, host, port: Number(asked.port) })
    return route.kind === 'direct' ? this.#direct[scheme] : super.agentFor(isSecure, asked)
  }
}

const CANNOT: Refusals = {
  getProxyForUrl: 'createHttpAgents({ pac }) has the proxy chosen for each origin',
}
