import type { DatabaseSync, StatementSync } from 'node:sqlite'
import {
  type Identity,
  makeToken,
  readOpaqueToken,
  type Secret,
  TOKEN_OCTETS,
  type TokenCheck,
  type TokenStore,
} from '@hopwise/auth'
import { storeErrorFrom } from '../store-error.ts'
import type { ChangeCounter } from '../users/change-counter.ts'
import { createLastUse, type LastUse } from './last-use.ts'
import {
  hashOf,
  idOf,
  type Row,
  SELECT_TOKEN,
  TOKEN_COLUMNS,
  type Token,
  tokenFrom,
} from './token-row.ts'

export interface NewToken {
  readonly user: string
  readonly label: string
  readonly scopes: readonly string[]
  readonly hosts?: readonly string[]
  readonly expiresMs?: number
}

/** Tokens that Hopwise has issued itself, each for one of its own users. */
export interface OwnTokens extends TokenStore {
  check(token: Secret): TokenCheck
  /**
   * Undefined when there is no such user.
   *
   * @param random octets from a cryptographic source
   */
  create(
    token: NewToken,
    random: (octets: number) => Uint8Array,
  ): { readonly secret: Secret; readonly token: Token } | undefined
  /** By user and time, of all users or of one. */
  list(user?: string): readonly Token[]
  /** By its id, or by the token itself. */
  find(idOrToken: string): Token | undefined
  /** Makes it useless, and remembers that it was there. False when there is none, or it was done before. */
  revoke(id: string, nowMs: number): boolean
  remove(id: string): boolean
}

export interface OwnTokensOptions {
  readonly database: DatabaseSync
  /** For messages. */
  readonly file: string
  readonly changes: ChangeCounter
  readonly nowMs: () => number
  /** What else is known of a user, by the id of the row: a token's limits lie within it. */
  readonly accountOf?: (userId: number) => Pick<Identity, 'groups' | 'restrictions'>
}

/** @throws {StoreError} in every method but `check`, which answers `unavailable` */
export function createOwnTokens(options: OwnTokensOptions): OwnTokens & { close(): void } {
  return new SqliteTokens(options)
}

class SqliteTokens implements OwnTokens {
  readonly name = 'own tokens'
  readonly #options: OwnTokensOptions
  readonly #look: StatementSync
  readonly #lastUse: LastUse

  constructor(options: OwnTokensOptions) {
    this.#options = options
    this.#look = options.database.prepare(LOOK)
    this.#lastUse = createLastUse({ write: (uses) => this.#writeUses(uses) })
  }

  version(): number {
    return this.#options.changes.value()
  }

  belongs(token: Secret): 'only-here' | 'not-here' {
    return readOpaqueToken(token.reveal()) === 'foreign' ? 'not-here' : 'only-here'
  }

  check(token: Secret): TokenCheck {
    const text = token.reveal()
    switch (readOpaqueToken(text)) {
      case 'foreign':
        return { kind: 'token-unknown', forOperator: 'the token is none that Hopwise issues' }
      case 'damaged':
        return { kind: 'token-unknown', ...DAMAGED }
      case 'whole':
        return this.#checkWhole(hashOf(text))
    }
  }

  #checkWhole(hash: string): TokenCheck {
    try {
      const row = this.#look.get(hash)
      return row === undefined ? { kind: 'token-unknown', ...NEVER } : this.#judge(hash, row)
    } catch (error) {
      return { kind: 'unavailable', detail: storeErrorFrom(error, this.#options.file).message }
    }
  }

  #judge(hash: string, row: Row): TokenCheck {
    const user = String(row['user'])
    const nowMs = this.#options.nowMs()
    const about = { user, forOperator: `it is the token ${row['id']}` }
    if (row['revoked'] !== null) return { kind: 'token-revoked', ...about }
    if (hasPassed(row['expires'], nowMs)) return { kind: 'token-expired', ...about }
    if (row['disabled'] !== null) return { kind: 'user-disabled', user }
    if (hasPassed(row['user_expires'], nowMs)) return { kind: 'user-expired', user }
    const { hosts, scopes, expiresMs, lastUsedMs } = tokenFrom(row)
    this.#lastUse.note(hash, nowMs, lastUsedMs)
    return {
      kind: 'right',
      user,
      scopes,
      ...this.#account(Number(row['user_id']), hosts),
      ...(expiresMs !== undefined && { expiresMs }),
    }
  }

  #account(userId: number, hosts: Token['hosts']): Pick<Identity, 'groups' | 'restrictions'> {
    const account = this.#options.accountOf?.(userId) ?? {}
    if (hosts === undefined) return account
    const { restrictions: within } = account
    return { ...account, restrictions: within === undefined ? { hosts } : { hosts, within } }
  }

  create(
    token: NewToken,
    random: (octets: number) => Uint8Array,
  ): { readonly secret: Secret; readonly token: Token } | undefined {
    const user = this.#ask((database) =>
      database.prepare('SELECT id FROM user WHERE name = ?').get(token.user.normalize('NFC')),
    )
    if (user === undefined) return undefined
    for (;;) {
      const secret = makeToken(random(TOKEN_OCTETS))
      const id = this.#insert(token, Number(user['id']), hashOf(secret.reveal()))
      const made = id === undefined ? undefined : this.find(id)
      if (made !== undefined) return { secret, token: made }
    }
  }

  /** Undefined when there is a token with this id already. */
  #insert(token: NewToken, userId: number, hash: string): string | undefined {
    const id = idOf(hash)
    const isNew = this.#change(
      `INSERT INTO token (hash, id, user_id, label, scopes, hosts, created, expires)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      ...[hash, id, userId, token.label, JSON.stringify(token.scopes)],
      token.hosts === undefined ? null : JSON.stringify(token.hosts),
      ...[this.#options.nowMs(), token.expiresMs ?? null],
    )
    return isNew ? id : undefined
  }

  list(user?: string): readonly Token[] {
    const where = user === undefined ? '' : 'WHERE user.name = ?'
    const values = user === undefined ? [] : [user.normalize('NFC')]
    const sql = `${SELECT_TOKEN} ${where} ORDER BY user.name, token.created, token.id`
    return this.#ask((database) => database.prepare(sql).all(...values)).map(tokenFrom)
  }

  find(idOrToken: string): Token | undefined {
    const isToken = readOpaqueToken(idOrToken) === 'whole'
    const id = isToken ? idOf(hashOf(idOrToken)) : idOrToken
    const row = this.#ask((database) =>
      database.prepare(`${SELECT_TOKEN} WHERE token.id = ?`).get(id),
    )
    return row && tokenFrom(row)
  }

  revoke(id: string, nowMs: number): boolean {
    return this.#change('UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL', nowMs, id)
  }

  remove(id: string): boolean {
    return this.#change('DELETE FROM token WHERE id = ?', id)
  }

  close(): void {
    this.#lastUse.close()
  }

  /** Not through `#change`: nothing that anybody remembers depends on it. */
  #writeUses(uses: readonly (readonly [hash: string, timeMs: number])[]): boolean {
    const { database } = this.#options
    try {
      database.exec('BEGIN IMMEDIATE')
      const note = database.prepare('UPDATE token SET last_used = ? WHERE hash = ?')
      for (const [hash, timeMs] of uses) note.run(timeMs, hash)
      database.exec('COMMIT')
      return true
    } catch {
      // Locked by a command, or a full disk: later then. It is a convenience, and no request waits for it.
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK')
      return false
    }
  }

  /** Whether a row was changed. */
  #change(sql: string, ...values: (string | number | null)[]): boolean {
    const { changes } = this.#ask((database) => database.prepare(sql).run(...values))
    this.#options.changes.changed()
    return Number(changes) > 0
  }

  #ask<T>(question: (database: DatabaseSync) => T): T {
    try {
      return question(this.#options.database)
    } catch (error) {
      throw storeErrorFrom(error, this.#options.file)
    }
  }
}

function hasPassed(timeMs: unknown, nowMs: number): boolean {
  return timeMs !== null && Number(timeMs) <= nowMs
}

const DAMAGED = {
  detail: 'checksum-wrong',
  forOperator: 'the token looks like one of ours, but a part of it is missing or mistyped',
}
const NEVER = { forOperator: 'the token was never issued here, or it was removed' }

/** One row by its primary key, and the user's by its. */
export const LOOK = `SELECT ${TOKEN_COLUMNS}, token.user_id, user.disabled, user.expires AS user_expires
  FROM token JOIN user ON user.id = token.user_id WHERE token.hash = ?`
