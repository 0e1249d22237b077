export type { Credentials, CredentialsAsked, CredentialsSource } from './core/credentials.ts'
export { AGENT_LIMITS, type AgentLimits } from './core/limits.ts'
export {
  type Destination,
  type NoProxy,
  type NoProxyDialect,
  parseNoProxy,
} from './core/no-proxy.ts'
export {
  formatProxyAddress,
  type ParsedProxyAddress,
  type ProxyAddress,
  type ProxyAddressProblem,
  parseProxyAddress,
} from './core/proxy-address.ts'
export {
  PROXY_FAULT_CODES,
  type ProxyAnswer,
  ProxyFault,
  type ProxyFaultCode,
} from './core/proxy-fault.ts'
export type { ProxyFieldsSource, ProxyFieldValues } from './core/proxy-fields.ts'
export {
  type ChosenProxy,
  type Environment,
  type ProxySettings,
  readProxySettings,
  type SettingProblem,
} from './core/proxy-settings.ts'
export { createDispatcher, type DispatcherOptions, useGlobally } from './node/dispatcher.ts'
export { createHttpAgents, type HttpAgents, type HttpAgentsOptions } from './node/http-agents.ts'
export { fromKeyring, type KeyringOptions } from './node/keyring.ts'
export { proxyFaultOf } from './node/proxy-fault-of.ts'
export type { AgentOptions } from './node/way-out.ts'
