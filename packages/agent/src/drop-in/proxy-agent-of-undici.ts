import { ProxyingDispatcher } from '../node/dispatcher.ts'
import { type ProxyAgentOptions, readProxyAgentOptions } from './undici-options.ts'

/**
 * In the place of undici's `ProxyAgent`: the same options, and 407s are answered.
 *
 * A request that ends at the proxy fails with a `ProxyFault`, where undici's has `RequestAbortedError` or
 * `InvalidArgumentError`.
 */
export class ProxyAgent extends ProxyingDispatcher {
  /** @throws {TypeError} for what is missing, contradicts itself or cannot be followed */
  constructor(options: ProxyAgentOptions | string | URL) {
    super(readProxyAgentOptions(options))
  }
}
