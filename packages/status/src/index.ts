export { byName } from './by-name.ts'
export { type Lookup, lookup, type Registered, type Unregistered } from './lookup.ts'
export { OFFICIAL_NAMES, type OfficialCode, type OfficialName } from './official-names.ts'
export { reasonPhrase } from './reason-phrase.ts'
export { REGISTRY, REGISTRY_DATE, type StatusRow } from './registry.ts'
export { requiredFields } from './required-fields.ts'
export { isRetryable, retryAdvice } from './retry.ts'
export type {
  Actor,
  Clue,
  CrawlerEffect,
  Emitter,
  Family,
  FaultParty,
  FieldLevel,
  FieldRule,
  LogMark,
  RetryAdvice,
  Row,
  Source,
  Standing,
  Weight,
} from './row.ts'
export { type ClassOf, classOf, type StatusClass } from './status-class.ts'
