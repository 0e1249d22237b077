export {
  createDataDirectory,
  type DataFiles,
  dataFiles,
  existingDataDirectory,
} from './data-directory.ts'
export { type DataLock, lockData } from './data-lock.ts'
export { type DropReport, type JournalNotice, reportDrops } from './journal/drop-report.ts'
export { type JournalOptions, type JournalSink, openJournal } from './journal/open-journal.ts'
export { type JournalQuery, type JournalReader, openJournalReader } from './journal/read-journal.ts'
export {
  type LockOutStore,
  type LockOutStoreOptions,
  openLockOuts,
} from './lock-outs/lock-out-store.ts'
export { StoreError, type StoreProblem } from './store-error.ts'
export type { Token } from './tokens/token-row.ts'
export type { NewToken, OwnTokens } from './tokens/token-store.ts'
export type { DigestUse, OwnDigestSecrets } from './users/digest-secrets.ts'
export type { Account, AccountChange, LimitKind } from './users/own-accounts.ts'
export { parseUserName } from './users/user-name.ts'
export {
  type NewUser,
  openUsers,
  type PasswordHashing,
  type User,
  type UserStore,
  type UserStoreOptions,
} from './users/user-store.ts'
