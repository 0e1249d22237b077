import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type PasswordCheck, type PasswordStore, Secret } from '@hopwise/auth'
import { openDatabase } from '../open-database.ts'
import { storeErrorFrom } from '../store-error.ts'
import { createOwnTokens, type OwnTokens } from '../tokens/token-store.ts'
import { type ChangeCounter, countChanges } from './change-counter.ts'
import { createOwnDigestSecrets, type OwnDigestSecrets } from './digest-secrets.ts'
import {
  type Account,
  type AccountChange,
  createOwnAccounts,
  type OwnAccounts,
} from './own-accounts.ts'
import { USER_STEPS } from './user-schema.ts'

/** What an operator may know about a user. Times in milliseconds since the epoch. */
export interface User extends Account {
  readonly name: string
  readonly createdMs: number
  readonly passwordChangedMs: number
  readonly disabledMs?: number
  readonly expiresMs?: number
  /** Made by the first start, with a generated password. */
  readonly isFirst: boolean
}

export interface NewUser {
  readonly name: string
  readonly password: Secret
  readonly expiresMs?: number
  readonly isFirst?: boolean
  readonly account?: AccountChange
}

/** How passwords are hashed: argon2id in the product, with small parameters in tests. */
export interface PasswordHashing {
  hash(password: Secret): Promise<string>
  verify(hash: string, password: Secret): Promise<boolean>
}

export interface UserStoreOptions {
  readonly file: string
  readonly hashing: PasswordHashing
  readonly nowMs: () => number
  /** See `DatabaseOptions`: 0 in a proxy, seconds in a command. */
  readonly busyMs: number
}

export interface UserStore extends PasswordStore {
  /** Tokens of these users; they change the version, too. */
  readonly tokens: OwnTokens
  /** What Digest needs, of users for whom it is kept; changes the version, too. */
  readonly digests: OwnDigestSecrets
  list(): readonly User[]
  find(name: string): User | undefined
  /** Whether there is or was any user. */
  hadUsers(): boolean
  /** False when the name is taken. */
  add(user: NewUser): Promise<boolean>
  /** The following are false when there is no such user. */
  setPassword(name: string, password: Secret): Promise<boolean>
  setDisabled(name: string, disabledMs: number | undefined): boolean
  setExpires(name: string, expiresMs: number | undefined): boolean
  /** Groups and limits. All of it, or nothing. */
  setAccount(name: string, change: AccountChange): boolean
  remove(name: string): boolean
  close(): void
}

/**
 * Users kept by Hopwise itself. Names are looked up in NFC (see `parseUserName`).
 *
 * @throws {StoreError} here and in every method but `check`, which answers `unavailable`
 */
export function openUsers(options: UserStoreOptions): UserStore {
  return new OwnUsers(options)
}

class OwnUsers implements UserStore {
  readonly name = 'users'
  readonly tokens: ReturnType<typeof createOwnTokens>
  readonly digests: OwnDigestSecrets
  readonly #options: UserStoreOptions
  readonly #database: DatabaseSync
  readonly #changes: ChangeCounter
  readonly #accounts: OwnAccounts
  readonly #credentials: StatementSync
  readonly #nobody: Promise<string>

  constructor(options: UserStoreOptions) {
    const { file, busyMs, nowMs, hashing } = options
    this.#options = options
    this.#database = openDatabase(file, { steps: USER_STEPS, busyMs })
    this.#changes = countChanges(this.#database, nowMs)
    this.#accounts = createOwnAccounts(this.#database, this.#changes)
    const shared = {
      database: this.#database,
      changes: this.#changes,
      file,
      nowMs,
      accountOf: (userId: number) => this.#accounts.of(userId),
    }
    this.tokens = createOwnTokens(shared)
    this.digests = createOwnDigestSecrets(shared)
    this.#credentials = this.#database.prepare(
      'SELECT id, name, password_hash, disabled, expires FROM user WHERE name = ?',
    )
    // Made at once, so that the first unknown user does not pay for it and stand out.
    this.#nobody = hashing.hash(new Secret('nobody has this password'))
  }

  version(): number {
    return this.#changes.value()
  }

  async check(username: string, password: Secret): Promise<PasswordCheck> {
    try {
      return await this.#check(username, password)
    } catch (error) {
      return { kind: 'unavailable', detail: storeErrorFrom(error, this.#options.file).message }
    }
  }

  async #check(username: string, password: Secret): Promise<PasswordCheck> {
    const row = this.#credentials.get(username.normalize('NFC'))
    // Every path verifies one hash: whoever lacks the password learns nothing from the time it takes.
    const hash = row === undefined ? await this.#nobody : String(row['password_hash'])
    const isRight = await this.#verified(hash, password)
    if (isRight === undefined) return { kind: 'unavailable', detail: DAMAGED_HASH }
    if (row === undefined) return { kind: 'unknown-user' }
    if (!isRight) return { kind: 'wrong-password' }
    if (row['disabled'] !== null) return { kind: 'user-disabled' }
    const isOver = row['expires'] !== null && Number(row['expires']) <= this.#options.nowMs()
    if (isOver) return { kind: 'user-expired' }
    return { kind: 'right', user: String(row['name']), ...this.#accounts.of(Number(row['id'])) }
  }

  /** Undefined when it cannot be told, the stored hash being none that we would verify. */
  async #verified(hash: string, password: Secret): Promise<boolean | undefined> {
    try {
      return await this.#options.hashing.verify(hash, password)
    } catch {
      return undefined
    }
  }

  list(): readonly User[] {
    return this.#ask((database) => {
      const accounts = this.#accounts.all()
      const rows = database.prepare(`${SELECT_USER} ORDER BY name`).all()
      return rows.map((row) => userFrom(row, accounts.get(Number(row['id']))))
    })
  }

  find(name: string): User | undefined {
    const sql = `${SELECT_USER} WHERE name = ?`
    return this.#ask((database) => {
      const row = database.prepare(sql).get(name.normalize('NFC'))
      return row && userFrom(row, this.#accounts.read(Number(row['id'])))
    })
  }

  hadUsers(): boolean {
    const sql = "SELECT 1 FROM sqlite_sequence WHERE name = 'user'"
    return this.#ask((database) => database.prepare(sql).get()) !== undefined
  }

  async add(user: NewUser): Promise<boolean> {
    const hash = await this.#options.hashing.hash(user.password)
    const nowMs = this.#options.nowMs()
    const { name, expiresMs = null, isFirst = false, account = {} } = user
    return this.#together((database) => {
      const { changes } = database
        .prepare(INSERT_USER)
        .run(name, hash, nowMs, nowMs, expiresMs, isFirst ? 1 : 0)
      return Number(changes) > 0 && this.#changeAccount(database, name, account)
    })
  }

  async setPassword(name: string, password: Secret): Promise<boolean> {
    const hash = await this.#options.hashing.hash(password)
    const sql = 'UPDATE user SET password_hash = ?, password_changed = ? WHERE name = ?'
    return this.#change(sql, hash, this.#options.nowMs(), name)
  }

  setDisabled(name: string, disabledMs: number | undefined): boolean {
    return this.#change('UPDATE user SET disabled = ? WHERE name = ?', disabledMs ?? null, name)
  }

  setExpires(name: string, expiresMs: number | undefined): boolean {
    return this.#change('UPDATE user SET expires = ? WHERE name = ?', expiresMs ?? null, name)
  }

  setAccount(name: string, change: AccountChange): boolean {
    return this.#together((database) => this.#changeAccount(database, name, change))
  }

  #changeAccount(database: DatabaseSync, name: string, change: AccountChange): boolean {
    const row = database.prepare('SELECT id FROM user WHERE name = ?').get(name)
    if (row === undefined) return false
    this.#accounts.change(Number(row['id']), change)
    return true
  }

  remove(name: string): boolean {
    return this.#change('DELETE FROM user WHERE name = ?', name)
  }

  close(): void {
    this.tokens.close()
    this.#database.close()
  }

  /** Whether a row was changed. */
  #change(sql: string, ...values: (string | number | null)[]): boolean {
    const { changes } = this.#ask((database) => database.prepare(sql).run(...values))
    this.#changes.changed()
    return Number(changes) > 0
  }

  /** All of it, or nothing. */
  #together(change: (database: DatabaseSync) => boolean): boolean {
    const done = this.#ask((database) => {
      database.exec('BEGIN IMMEDIATE')
      try {
        const isDone = change(database)
        database.exec('COMMIT')
        return isDone
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    })
    this.#changes.changed()
    return done
  }

  #ask<T>(question: (database: DatabaseSync) => T): T {
    try {
      return question(this.#database)
    } catch (error) {
      throw storeErrorFrom(error, this.#options.file)
    }
  }
}

function userFrom(row: Record<string, unknown>, account: Account = {}): User {
  return {
    name: String(row['name']),
    createdMs: Number(row['created']),
    passwordChangedMs: Number(row['password_changed']),
    isFirst: row['is_first'] === 1,
    ...(row['disabled'] !== null && { disabledMs: Number(row['disabled']) }),
    ...(row['expires'] !== null && { expiresMs: Number(row['expires']) }),
    ...account,
  }
}

const DAMAGED_HASH =
  'The stored hash of the password cannot be verified: set the password anew with "hopwise user passwd".'

const SELECT_USER =
  'SELECT id, name, created, password_changed, disabled, expires, is_first FROM user'
const INSERT_USER = `INSERT INTO user (name, password_hash, created, password_changed, expires, is_first)
  VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`
