import { type PasswordCheck, type PasswordStore, Secret } from '@hopwise/auth'
import { openDatabase } from '../open-database.ts'
import { storeErrorFrom } from '../store-error.ts'
import { countChanges } from './change-counter.ts'
import { USER_STEPS } from './user-schema.ts'

/** What an operator may know about a user. Times in milliseconds since the epoch. */
export interface User {
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
  remove(name: string): boolean
  close(): void
}

/**
 * Users kept by Hopwise itself. Names are looked up in NFC (see `parseUserName`).
 *
 * @throws {StoreError} here and in every method but `check`, which answers `unavailable`
 */
export function openUsers(options: UserStoreOptions): UserStore {
  const { file, hashing, nowMs } = options
  const database = openDatabase(file, { steps: USER_STEPS, busyMs: options.busyMs })
  const changes = countChanges(database, nowMs)
  const credentials = database.prepare(
    'SELECT name, password_hash, disabled, expires FROM user WHERE name = ?',
  )
  // Made at once, so that the first unknown user does not pay for it and stand out.
  const nobody = hashing.hash(new Secret('nobody has this password'))

  function change(sql: string, ...values: (string | number | null)[]): boolean {
    try {
      const { changes: rows } = database.prepare(sql).run(...values)
      changes.changed()
      return Number(rows) > 0
    } catch (error) {
      throw storeErrorFrom(error, file)
    }
  }

  /** Undefined when it cannot be told, the stored hash being none that we would verify. */
  async function verified(hash: string, password: Secret): Promise<boolean | undefined> {
    try {
      return await hashing.verify(hash, password)
    } catch {
      return undefined
    }
  }

  async function check(username: string, password: Secret): Promise<PasswordCheck> {
    const row = credentials.get(username.normalize('NFC'))
    // Every path verifies one hash: whoever lacks the password learns nothing from the time it takes.
    const hash = row === undefined ? await nobody : String(row['password_hash'])
    const isRight = await verified(hash, password)
    if (isRight === undefined) return { kind: 'unavailable', detail: DAMAGED_HASH }
    if (row === undefined) return { kind: 'unknown-user' }
    if (!isRight) return { kind: 'wrong-password' }
    if (row['disabled'] !== null) return { kind: 'user-disabled' }
    if (row['expires'] !== null && Number(row['expires']) <= nowMs())
      return { kind: 'user-expired' }
    return { kind: 'right', user: String(row['name']) }
  }

  return {
    name: 'users',
    version: () => changes.value(),
    async check(username, password) {
      try {
        return await check(username, password)
      } catch (error) {
        return { kind: 'unavailable', detail: storeErrorFrom(error, file).message }
      }
    },
    list: () => database.prepare(`${SELECT_USER} ORDER BY name`).all().map(userFrom),
    find(name) {
      const row = database.prepare(`${SELECT_USER} WHERE name = ?`).get(name.normalize('NFC'))
      return row && userFrom(row)
    },
    hadUsers: () =>
      database.prepare("SELECT 1 FROM sqlite_sequence WHERE name = 'user'").get() !== undefined,
    async add(user) {
      const hash = await hashing.hash(user.password)
      return change(
        `INSERT INTO user (name, password_hash, created, password_changed, expires, is_first)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
        user.name,
        hash,
        nowMs(),
        nowMs(),
        user.expiresMs ?? null,
        user.isFirst === true ? 1 : 0,
      )
    },
    async setPassword(name, password) {
      const hash = await hashing.hash(password)
      const sql = 'UPDATE user SET password_hash = ?, password_changed = ? WHERE name = ?'
      return change(sql, hash, nowMs(), name)
    },
    setDisabled: (name, disabledMs) =>
      change('UPDATE user SET disabled = ? WHERE name = ?', disabledMs ?? null, name),
    setExpires: (name, expiresMs) =>
      change('UPDATE user SET expires = ? WHERE name = ?', expiresMs ?? null, name),
    remove: (name) => change('DELETE FROM user WHERE name = ?', name),
    close: () => database.close(),
  }
}

function userFrom(row: Record<string, unknown>): User {
  return {
    name: String(row['name']),
    createdMs: Number(row['created']),
    passwordChangedMs: Number(row['password_changed']),
    isFirst: row['is_first'] === 1,
    ...(row['disabled'] !== null && { disabledMs: Number(row['disabled']) }),
    ...(row['expires'] !== null && { expiresMs: Number(row['expires']) }),
  }
}

const DAMAGED_HASH =
  'The stored hash of the password cannot be verified: set the password anew with "hopwise user passwd".'

const SELECT_USER = 'SELECT name, created, password_changed, disabled, expires, is_first FROM user'
