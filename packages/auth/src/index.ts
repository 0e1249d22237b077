export type { Asked, Certificate, Conversation, HeldContent, Peer } from './asked.ts'
export {
  type AskedFor,
  type Asker,
  type AskerOptions,
  Attempt,
  answerChallenges,
  type Circumstances,
  type Connection,
  createAsker,
  type GiveUp,
  type GiveUpReason,
  type Opening,
  openAtOnce,
  ProtectionSpace,
  type Send,
  type Step,
  type Unanswered,
  type Wait,
} from './asking/index.ts'
export { AUTH_FIELDS, type AuthFields, type AuthSide } from './auth-fields.ts'
export { type AuthenticatorOptions, createAuthenticator } from './authenticator.ts'
export { decodeUserPass } from './basic/message.ts'
export { type HeldToken, type HeldTokens, holdTokens } from './bearer/held-tokens.ts'
export { isScope } from './bearer/message.ts'
export {
  makeToken,
  readOpaqueToken,
  TOKEN_OCTETS,
  TOKEN_PREFIX,
} from './bearer/opaque-token.ts'
export { requireScope } from './bearer/require-scope.ts'
export { chainTokens } from './bearer/token-chain.ts'
export { type TokensAsPasswordsOptions, tokensAsPasswords } from './bearer/tokens-as-passwords.ts'
export { boundedStore } from './bounded-store.ts'
export { type Choice, chooseAnswer, type PassedOver } from './choose.ts'
export type {
  AccountProblem,
  DigestAlgorithm,
  DigestName,
  DigestSecret,
  DigestStore,
  LockedOut,
  PasswordCheck,
  PasswordStore,
  TokenCheck,
  TokenProblem,
  TokenStore,
  Unavailable,
} from './credential-store.ts'
export { ALGORITHM_NAMES, type AlgorithmName, DIGEST_HASHES } from './digest/algorithm.ts'
export { createDigestClient, type DigestClientOptions } from './digest/client.ts'
export { chainDigests } from './digest/digest-chain.ts'
export type { DigestOptions } from './digest/digest-options.ts'
export { ha1Of, type Qop, userhashOf } from './digest/response.ts'
export { type FailMode, failingAs } from './fail-mode.ts'
export {
  type Answers,
  type ContextStep,
  drive,
  type Flow,
  type InitiatedStep,
  type Login,
  type NeedKind,
  type Needs,
} from './flow.ts'
export { generatePassword, PASSWORD_OCTETS } from './generate-password.ts'
export { type Groups, withGroups } from './grouped-store.ts'
export { type ClientPrefix, clientPrefix, type PrefixBits } from './guessing/client-prefix.ts'
export { foldedName } from './guessing/folded-name.ts'
export type { GuessCounter } from './guessing/guess-counter.ts'
export {
  createGuessGuard,
  type GuessGuard,
  type GuessGuardOptions,
  type GuessLimit,
} from './guessing/guess-guard.ts'
export {
  createLockOuts,
  type LockOut,
  type LockOutLedger,
  type LockOuts,
} from './guessing/lock-outs.ts'
export type { Identity, Restrictions } from './identity.ts'
export { negotiateClient } from './negotiate/client.ts'
export { ntlmClient } from './ntlm/client.ts'
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
export { type AddressRange, isInRange, parseAddressRange } from './proofs/address-range.ts'
export type { AddressUsers } from './proofs/address-user.ts'
export type { CertificatePart, CertificateUsers } from './proofs/certificate-user.ts'
export { createProvingAuthenticator, type ProofOptions } from './proofs/proving-authenticator.ts'
export { createRemembered, type Remembered, type RememberedOptions } from './remembered.ts'
export type {
  Answer,
  Answered,
  ClientNeed,
  ClientScheme,
  Confirmation,
  DeclineReason,
  Requested,
  ServerNeed,
  ServerScheme,
  Session,
} from './scheme.ts'
export { CLIENT_SCHEMES, isRegisteredScheme, SCHEMES, type Scheme } from './schemes.ts'
export { Secret } from './secret.ts'
export type {
  BasicSettings,
  BearerSettings,
  HashName,
  ServeSettings,
  Tools,
} from './serve-settings.ts'
export {
  connectBySocks,
  type SocksLine,
  type SocksMessage,
  type SocksOutcome,
  type SocksRequest,
  type SocksSignIn,
} from './socks/connect-by-socks.ts'
export { SOCKS_SCHEMES, socksSchemesAmong } from './socks/login-scheme.ts'
export type { ContextAcceptor, Sources } from './sources.ts'
export { chainStores } from './store-chain.ts'
export type { Accepted, Authenticator, Refusal, Refused, Verdict } from './verdict.ts'
export {
  createVerifications,
  type VerificationLimits,
  type Verifications,
} from './verifications.ts'
