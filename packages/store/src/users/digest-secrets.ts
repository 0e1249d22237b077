import { hash } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import {
  DIGEST_HASHES,
  type DigestAlgorithm,
  type DigestName,
  type DigestSecret,
  type DigestStore,
  ha1Of,
  type Identity,
  Secret,
  userhashOf,
} from '@hopwise/auth'
import { storeErrorFrom } from '../store-error.ts'
import type { ChangeCounter } from './change-counter.ts'

/**
 * What Digest is computed with, for users of whom somebody asked to keep it: it is as good as the
 * password for its realm. It goes with the user's row, and with every password that replaces the one it
 * was made of, whoever sets that: a secret of an old password must not let anybody in.
 */
export const DIGEST_STEP: string = `CREATE TABLE digest_secret (
   user_id   INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
   realm     TEXT    NOT NULL,
   algorithm TEXT    NOT NULL,
   ha1       TEXT    NOT NULL,
   userhash  TEXT    NOT NULL,
   PRIMARY KEY (user_id, realm, algorithm)
 ) STRICT, WITHOUT ROWID;
 CREATE INDEX digest_secret_by_userhash ON digest_secret (userhash, realm, algorithm);
 CREATE TRIGGER digest_secret_of_old_password AFTER UPDATE OF password_hash ON user BEGIN
   DELETE FROM digest_secret WHERE user_id = NEW.id;
 END`

/** What a secret is for. */
export interface DigestUse {
  readonly realm: string
  readonly algorithm: DigestAlgorithm
}

/** Digest's secrets of our own users. */
export interface OwnDigestSecrets extends DigestStore {
  find(name: DigestName, realm: string, algorithm: DigestAlgorithm): DigestSecret
  /** What is kept of a user, by realm and algorithm. */
  usesOf(user: string): readonly DigestUse[]
  /**
   * Keeps secrets made of the password, instead of whatever was kept. False when there is no such user.
   *
   * @param password the one that the user has: it is not checked here
   */
  keep(user: string, password: Secret, uses: readonly DigestUse[]): boolean
}

export interface OwnDigestOptions {
  readonly database: DatabaseSync
  /** For messages. */
  readonly file: string
  readonly changes: ChangeCounter
  readonly nowMs: () => number
  /** What else is known of a user, by the id of the row. */
  readonly accountOf?: (userId: number) => Pick<Identity, 'groups' | 'restrictions'>
}

/** @throws {StoreError} in every method but `find`, which answers `unavailable` */
export function createOwnDigestSecrets(options: OwnDigestOptions): OwnDigestSecrets {
  return new SqliteDigestSecrets(options)
}

class SqliteDigestSecrets implements OwnDigestSecrets {
  readonly name = 'users'
  readonly #options: OwnDigestOptions
  readonly #byName: StatementSync
  readonly #byUserhash: StatementSync
  // Apart from each other, so that made-up names cannot push known users out. Both are asked for, so
  // that a user who is known is not found faster than one who is not is missed.
  readonly #found = new Map<string, DigestSecret>()
  readonly #missed = new Map<string, DigestSecret>()
  #version = Number.NaN

  constructor(options: OwnDigestOptions) {
    this.#options = options
    this.#byName = options.database.prepare(`${SELECT} WHERE user.name = ? ${FOR_USE}`)
    this.#byUserhash = options.database.prepare(`${SELECT} WHERE userhash = ? ${FOR_USE}`)
  }

  version(): number {
    return this.#options.changes.value()
  }

  find(name: DigestName, realm: string, algorithm: DigestAlgorithm): DigestSecret {
    this.#forgetOutdated()
    const key = keyOf(name, realm, algorithm)
    const remembered = this.#found.get(key) ?? this.#missed.get(key)
    if (remembered !== undefined) return remembered
    try {
      const secret = this.#look(name, realm, algorithm)
      remember(secret.kind === 'found' ? this.#found : this.#missed, key, secret)
      return secret
    } catch (error) {
      return { kind: 'unavailable', detail: storeErrorFrom(error, this.#options.file).message }
    }
  }

  usesOf(user: string): readonly DigestUse[] {
    return this.#ask((database) => database.prepare(USES).all(user.normalize('NFC'))).map(
      (row) => ({
        realm: String(row['realm']),
        algorithm: String(row['algorithm']) as DigestAlgorithm,
      }),
    )
  }

  keep(user: string, password: Secret, uses: readonly DigestUse[]): boolean {
    const name = user.normalize('NFC')
    const done = this.#ask((database) => {
      const row = database.prepare('SELECT id FROM user WHERE name = ?').get(name)
      if (row === undefined) return false
      const id = Number(row['id'])
      database.exec('BEGIN IMMEDIATE')
      try {
        database.prepare('DELETE FROM digest_secret WHERE user_id = ?').run(id)
        const insert = database.prepare('INSERT INTO digest_secret VALUES (?, ?, ?, ?, ?)')
        for (const use of uses) insert.run(id, ...valuesOf(name, password, use))
        database.exec('COMMIT')
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
      return true
    })
    this.#options.changes.changed()
    return done
  }

  #look(name: DigestName, realm: string, algorithm: DigestAlgorithm): DigestSecret {
    const row =
      name.kind === 'plain'
        ? this.#byName.get(name.username.normalize('NFC'), realm, algorithm)
        : this.#byUserhash.get(name.userhash, realm, algorithm)
    if (row === undefined) return UNKNOWN
    const username = String(row['name'])
    const problem = this.#problemOf(row)
    return {
      kind: 'found',
      user: username,
      username,
      ha1: new Secret(String(row['ha1'])),
      ...(problem !== undefined && { problem }),
      ...this.#options.accountOf?.(Number(row['user_id'])),
    }
  }

  #problemOf(row: Record<string, unknown>): 'user-disabled' | 'user-expired' | undefined {
    if (row['disabled'] !== null) return 'user-disabled'
    const isOver = row['expires'] !== null && Number(row['expires']) <= this.#options.nowMs()
    return isOver ? 'user-expired' : undefined
  }

  /** The version also changes when somebody expires. */
  #forgetOutdated(): void {
    const version = this.version()
    if (version === this.#version) return
    this.#version = version
    this.#found.clear()
    this.#missed.clear()
  }

  #ask<T>(question: (database: DatabaseSync) => T): T {
    try {
      return question(this.#options.database)
    } catch (error) {
      throw storeErrorFrom(error, this.#options.file)
    }
  }
}

/** No algorithm has a space, and no realm a line break: no two keys are the same. */
function keyOf(name: DigestName, realm: string, algorithm: DigestAlgorithm): string {
  return name.kind === 'plain'
    ? `${algorithm} n ${realm}\n${name.username}`
    : `${algorithm} h ${realm}\n${name.userhash}`
}

/** The oldest leaves for a new one: a Map keeps their order. */
function remember(secrets: Map<string, DigestSecret>, key: string, secret: DigestSecret): void {
  if (secrets.size >= REMEMBERED_MAX) {
    const { value: oldest } = secrets.keys().next()
    if (oldest !== undefined) secrets.delete(oldest)
  }
  secrets.set(key, secret)
}

/** RFC 7616 §4 and RFC 8265: names and passwords in NFC. */
function valuesOf(
  name: string,
  password: Secret,
  { realm, algorithm }: DigestUse,
): [string, string, string, string] {
  const hashName = DIGEST_HASHES[algorithm]
  const ha1 = ha1Of(TOOLS, hashName, name, realm, password.reveal().normalize('NFC'))
  return [realm, algorithm, ha1, userhashOf(TOOLS, hashName, name, realm)]
}

const TOOLS = {
  hash: (name: string, data: string | Uint8Array): string => hash(name, data, 'hex'),
}

const UNKNOWN: DigestSecret = { kind: 'unknown-user' }
/** About 5 MB each. */
const REMEMBERED_MAX = 10_000
const SELECT =
  'SELECT user_id, user.name, disabled, expires, ha1 FROM digest_secret JOIN user ON user.id = user_id'
const FOR_USE = 'AND realm = ? AND algorithm = ?'
const USES = `SELECT realm, algorithm FROM digest_secret JOIN user ON user.id = user_id
  WHERE user.name = ? ORDER BY realm, algorithm`
