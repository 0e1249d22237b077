export { AGENT_LIMITS, type AgentLimits } from './core/limits.ts'
export { type NoProxyDialect, parseNoProxy } from './core/no-proxy.ts'
export {
  type ParsedProxyAddress,
  type ProxyAddress,
  parseProxyAddress,
} from './core/proxy-address.ts'
export { type ProxyAnswer, ProxyFault, type ProxyFaultCode } from './core/proxy-fault.ts'
export { type Environment, type ProxySettings, readProxySettings } from './core/proxy-settings.ts'
