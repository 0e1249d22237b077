/**
 * All of undici, with `ProxyAgent` and `EnvHttpProxyAgent` that answer 407s in the place of its own: a
 * program changes the name that it imports from, and nothing else.
 */

export * from 'undici'
export { EnvHttpProxyAgent, type EnvHttpProxyAgentOptions } from './env-http-proxy-agent.ts'
export { ProxyAgent } from './proxy-agent-of-undici.ts'
export type { ProxyAgentOptions } from './undici-options.ts'
