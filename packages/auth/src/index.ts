export { AUTH_FIELDS, type AuthFields, type AuthSide } from './auth-fields.ts'
export { type AuthenticatorOptions, createAuthenticator } from './authenticator.ts'
export { type Choice, chooseAnswer, type PassedOver } from './choose.ts'
export { type Answers, drive, type Flow, type Login, type NeedKind, type Needs } from './flow.ts'
export { generatePassword, PASSWORD_OCTETS } from './generate-password.ts'
export {
  type HtpasswdProblem,
  type HtpasswdProblemKind,
  type ParsedHtpasswd,
  parseHtpasswd,
} from './password/htpasswd.ts'
export {
  type ParsedPasswordHash,
  type PasswordHash,
  type PasswordHashProblem,
  parsePasswordHash,
} from './password/password-hash.ts'
export { createRemembered, type Remembered, type RememberedOptions } from './remembered.ts'
export type { Answer, ClientScheme, DeclineReason, Scheme, ServerScheme } from './scheme.ts'
export { isRegisteredScheme, SCHEMES } from './schemes.ts'
export { Secret } from './secret.ts'
export type { Authenticator, PasswordCheck, PasswordStore, Refusal, Verdict } from './verdict.ts'
export {
  createVerifications,
  type VerificationLimits,
  type Verifications,
} from './verifications.ts'
