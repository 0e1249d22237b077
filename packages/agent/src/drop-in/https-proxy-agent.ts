import { AgentForBoth } from './agent-for-both.ts'
import { type NodeProxyAgentOptions, readNodeAgentOptions } from './node-agent-options.ts'
import { withoutLogin } from './proxy-authorization.ts'

export type HttpsProxyAgentOptions = NodeProxyAgentOptions

/**
 * In the place of the one of `https-proxy-agent`: an agent that goes through a proxy by CONNECT, for
 * `https:` and `wss:`, `http:` and `ws:`, with the same options, and 407s are answered.
 *
 * A refused CONNECT is an error, a `ProxyFault`, and not the proxy's page in the place of a response.
 */
export class HttpsProxyAgent<Uri extends string = string> extends AgentForBoth {
  static readonly protocols: readonly ['http', 'https'] = ['http', 'https']
  /** Without the login. */
  readonly proxy: URL

  /** @throws {TypeError} for what is no address of a proxy, or cannot be followed */
  constructor(proxy: Uri | URL, options?: HttpsProxyAgentOptions) {
    const ours = readNodeAgentOptions('HttpsProxyAgent', proxy, options)
    super({ ...ours, plainHttp: 'tunnelled' })
    this.proxy = new URL(withoutLogin(String(proxy)))
  }
}
