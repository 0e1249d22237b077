import { TOKEN_STEP } from '../tokens/token-schema.ts'
import { DIGEST_STEP } from './digest-secrets.ts'
import { ACCOUNT_STEP } from './own-accounts.ts'

/**
 * Times are milliseconds since the epoch. AUTOINCREMENT so that `sqlite_sequence` remembers whether
 * there ever was a user: the first start makes one, a start after the last was removed must not.
 */
export const USER_STEPS: readonly string[] = [
  `CREATE TABLE user (
     id               INTEGER PRIMARY KEY AUTOINCREMENT,
     name             TEXT    NOT NULL UNIQUE CHECK (name <> ''),
     password_hash    TEXT    NOT NULL,
     created          INTEGER NOT NULL,
     password_changed INTEGER NOT NULL,
     disabled         INTEGER,
     expires          INTEGER,
     is_first         INTEGER NOT NULL DEFAULT 0
   ) STRICT`,
  TOKEN_STEP,
  DIGEST_STEP,
  ACCOUNT_STEP,
]
