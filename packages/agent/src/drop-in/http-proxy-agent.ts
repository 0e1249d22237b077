import { AgentForBoth } from './agent-for-both.ts'
import { type NodeProxyAgentOptions, readNodeAgentOptions } from './node-agent-options.ts'
import { withoutLogin } from './proxy-authorization.ts'

export type HttpProxyAgentOptions = NodeProxyAgentOptions

/**
 * In the place of the one of `http-proxy-agent`: an agent that hands plain http to a proxy, with the same
 * options, and 407s are answered. What is asked for with https goes through a tunnel: the package sends it
 * to the proxy in the clear.
 */
export class HttpProxyAgent<Uri extends string = string> extends AgentForBoth {
  static readonly protocols: readonly ['http', 'https'] = ['http', 'https']
  /** Without the login. */
  readonly proxy: URL

  /** @throws {TypeError} for what is no address of a proxy, or cannot be followed */
  constructor(proxy: Uri | URL, options?: HttpProxyAgentOptions) {
    super(readNodeAgentOptions('HttpProxyAgent', proxy, options))
    this.proxy = new URL(withoutLogin(String(proxy)))
  }
}
