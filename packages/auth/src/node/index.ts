export { ARGON2ID, argon2idHashing } from './argon2id-hash.ts'
export { channelBindingOf } from './channel-binding.ts'
export { fileReason } from './file-reason.ts'
export { createFingerprint } from './fingerprint.ts'
export {
  type FileProblem,
  type FollowedFile,
  type FollowOptions,
  followFile,
  type Reading,
} from './followed-file.ts'
export {
  describeGroupFileProblem,
  type GroupFile,
  GroupFileError,
  type GroupFileProblem,
  openGroupFile,
} from './group-file.ts'
export { createGuessCounter, type GuessCounterOptions } from './guess-counter.ts'
export { createGuessing, DEFAULT_GUESSING, type GuessingOptions } from './guessing.ts'
export {
  createHelperStore,
  type HelperStore,
  type HelperStoreOptions,
} from './helper-process/index.ts'
export { type HtdigestFile, HtdigestFileError, openHtdigestFile } from './htdigest-file.ts'
export {
  describeHtdigestFileProblem,
  type HtdigestFileProblem,
  type HtdigestFileProblemKind,
} from './htdigest-file-problem.ts'
export {
  createHttpVerifier,
  type HttpVerifier,
  type HttpVerifierOptions,
} from './http-verifier.ts'
export type { IntrospectionOptions } from './introspection.ts'
export { isTrialInTime } from './is-trial-in-time.ts'
export type { JwtOptions } from './jwt.ts'
export {
  type ContextInitiator,
  createKerberosAcceptor,
  createKerberosInitiator,
  type KerberosLibrary,
  type KerberosOptions,
  loadKerberos,
  type TicketLibrary,
} from './kerberos/index.ts'
export {
  createPasswordAuthenticator,
  type PasswordAuthenticatorOptions,
} from './password-authenticator.ts'
export {
  openPasswordFile,
  type PasswordFile,
  PasswordFileError,
  type PasswordFileOptions,
} from './password-file.ts'
export {
  describePasswordFileProblem,
  type PasswordFileProblem,
  type PasswordFileProblemKind,
} from './password-file-problem.ts'
export { type ReadLimits, readSettled, type SettledFile } from './read-settled.ts'
export type { KeySource, TokenKeysOptions } from './token-keys.ts'
export type { TokenServerOptions } from './token-server.ts'
export { openTokenSources, type TokenSources, type TokenSourcesOptions } from './token-sources.ts'
export { TOOLS } from './tools.ts'
export { createPasswordVerifier, type PasswordVerifier } from './verify-password.ts'
export { watchFile } from './watch-file.ts'
