/** `ProxyAgent` and `EnvHttpProxyAgent` with the options that they have in undici. */

export { EnvHttpProxyAgent, type EnvHttpProxyAgentOptions } from './env-http-proxy-agent.ts'
export { ProxyAgent } from './proxy-agent-of-undici.ts'
export type { ProxyAgentOptions } from './undici-options.ts'
