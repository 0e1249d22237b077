import { type EnvHttpProxyAgentOptions, EnvironmentAgent } from './environment-agent.ts'

/*
 * All of undici, with `ProxyAgent` and `EnvHttpProxyAgent` that answer 407s in the place of its own: a
 * program changes the name that it imports from, and nothing else.
 */

export * from 'undici'
export type { EnvHttpProxyAgentOptions } from './environment-agent.ts'
export { ProxyAgent } from './proxy-agent-of-undici.ts'
export type { ProxyAgentOptions } from './undici-options.ts'

/** In the place of undici's: see `EnvironmentAgent`. It reads the environment of this process. */
export class EnvHttpProxyAgent extends EnvironmentAgent {
  /** @throws {TypeError} for what contradicts itself or cannot be followed */
  constructor(options: EnvHttpProxyAgentOptions = {}) {
    super(options, process.env)
  }
}
