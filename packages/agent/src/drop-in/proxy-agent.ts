import { type EnvironmentProxyAgentOptions, ProxyByEnvironment } from './proxy-by-environment.ts'

export type ProxyAgentOptions = EnvironmentProxyAgentOptions

/** In the place of the one of `proxy-agent`: see `ProxyByEnvironment`. It reads the environment of this process. */
export class ProxyAgent extends ProxyByEnvironment {
  /** @throws {TypeError} for a variable that cannot be used, and for what cannot be followed */
  constructor(options: ProxyAgentOptions = {}) {
    super(options, process.env)
  }
}
