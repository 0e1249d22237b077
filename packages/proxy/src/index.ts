export type { EgressPolicy } from './core/egress.ts'
export { DEFAULT_LIMITS, type Limits } from './core/limits.ts'
export type { ProxyOptions } from './node/engine.ts'
export { createProxy, type ListenAddress, type Live, type Proxy } from './node/proxy.ts'
