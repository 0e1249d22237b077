export { type Access, type Destination, openAccess } from './core/access.ts'
export type { Authorization, Policy, Question, Step, Trace } from './core/authorize.ts'
export type { EgressPolicy } from './core/egress.ts'
export { DEFAULT_LIMITS, type Limits } from './core/limits.ts'
export type { ParentFacts, RelayFacts } from './core/pages/relay-facts.ts'
export { type Tool, toolSettings } from './core/pages/tool-settings.ts'
export {
  Parent,
  type ParentCredentials,
  type ParentOptions,
  type Probing,
} from './core/parents/parent.ts'
export {
  formatParentAddress,
  type ParentAddress,
  type ParsedParentAddress,
  parseParentAddress,
} from './core/parents/parent-address.ts'
export {
  createRouting,
  type ParentChain,
  type Routing,
  type RoutingRule,
  type Way,
  type Weighted,
} from './core/parents/routing.ts'
export {
  formatNamedWay,
  type NamedAddress,
  type NamedWay,
  type ScriptAnswer,
  type ScriptedWay,
  type WayScript,
} from './core/parents/way-script.ts'
export {
  type HostPattern,
  type ParsedHostPattern,
  parseHostPattern,
} from './core/policy/host-pattern.ts'
export { type Hours, isWithin, type ParsedHours, parseHours } from './core/policy/hours.ts'
export type { Malformed } from './core/policy/malformed.ts'
export {
  type HostMatch,
  matchHost,
  matchHosts,
  type Reach,
  type Reached,
} from './core/policy/match-hosts.ts'
export { createPolicy, OPEN_POLICY, type PolicyOptions } from './core/policy/policy.ts'
export { type Rule, type RuleProblem, ruleProblems } from './core/policy/rule.ts'
export { type ParsedTimeZone, parseTimeZone, type TimeZone, UTC } from './core/policy/time-zone.ts'
export { wallClock } from './core/policy/wall-clock.ts'
export type { ProxyOptions } from './node/engine.ts'
export type { Entrance, TlsSettings } from './node/entrance.ts'
export { type Described, type Foretold, foretell, type Imagined } from './node/foretell.ts'
export type { ListenAddress } from './node/listener.ts'
export { type Bound, createProxy, type Live, type Proxy } from './node/proxy.ts'
