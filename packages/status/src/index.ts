export { type Lookup, lookup } from './lookup.ts'
export { reasonPhrase } from './reason-phrase.ts'
export {
  type Actor,
  type FieldLevel,
  type FieldRule,
  REGISTRY,
  REGISTRY_DATE,
  type RetryAdvice,
  type Standing,
  type StatusRow,
} from './registry.ts'
export { requiredFields } from './required-fields.ts'
export { classOf, type StatusClass } from './status-class.ts'
