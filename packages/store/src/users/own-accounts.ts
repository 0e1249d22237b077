import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Identity } from '@hopwise/auth'
import type { ChangeCounter } from './change-counter.ts'

/**
 * Groups and limits of users. A limit is one value of a list; whoever has none of a kind is not limited
 * in it. The index is for the question when the next user expires, which is asked after every change
 * and must not read all users.
 */
export const ACCOUNT_STEP: string = `CREATE TABLE user_group (
   user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
   name    TEXT    NOT NULL CHECK (name <> ''),
   PRIMARY KEY (user_id, name)
 ) STRICT, WITHOUT ROWID;
 CREATE TABLE user_limit (
   user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
   kind    TEXT    NOT NULL CHECK (kind IN ('hosts', 'methods', 'hours')),
   at      INTEGER NOT NULL,
   value   TEXT    NOT NULL,
   PRIMARY KEY (user_id, kind, at)
 ) STRICT, WITHOUT ROWID;
 CREATE INDEX user_by_expiry ON user (expires) WHERE expires IS NOT NULL`

export type Account = Pick<Identity, 'groups' | 'restrictions'>

const LIMIT_KINDS = ['hosts', 'methods', 'hours'] as const
export type LimitKind = (typeof LIMIT_KINDS)[number]

/** What is to be different. What is absent stays as it is. */
export type AccountChange = {
  readonly addGroups?: readonly string[] | undefined
  readonly removeGroups?: readonly string[] | undefined
} & {
  /** The whole new list; an empty one lifts the limit. */
  readonly [K in LimitKind]?: readonly string[] | undefined
}

/** Groups and limits of our own users, by the id of the row. They throw what SQLite throws. */
export interface OwnAccounts {
  /** The same value until anything changes: whoever reads its limits reads them once. */
  of(userId: number): Account
  /** As it is in the file now, also when somebody else has changed it in this turn. */
  read(userId: number): Account
  /** All that have any. */
  all(): ReadonlyMap<number, Account>
  change(userId: number, change: AccountChange): void
}

export function createOwnAccounts(database: DatabaseSync, changes: ChangeCounter): OwnAccounts {
  return new SqliteAccounts(database, changes)
}

class SqliteAccounts implements OwnAccounts {
  readonly #database: DatabaseSync
  readonly #changes: ChangeCounter
  readonly #groups: StatementSync
  readonly #limits: StatementSync
  readonly #known = new Map<number, Account>()
  #version = Number.NaN

  constructor(database: DatabaseSync, changes: ChangeCounter) {
    this.#database = database
    this.#changes = changes
    this.#groups = database.prepare(`${GROUPS} WHERE user_id = ? ORDER BY name`)
    this.#limits = database.prepare(`${LIMITS} WHERE user_id = ? ORDER BY kind, at`)
  }

  of(userId: number): Account {
    this.#forgetOutdated()
    const known = this.#known.get(userId)
    if (known !== undefined) return known
    const account = this.read(userId)
    if (this.#known.size >= KNOWN_MAX) this.#known.clear()
    this.#known.set(userId, account)
    return account
  }

  read(userId: number): Account {
    return accountFrom(this.#groups.all(userId), this.#limits.all(userId))
  }

  #forgetOutdated(): void {
    const version = this.#changes.value()
    if (version === this.#version) return
    this.#version = version
    this.#known.clear()
  }

  all(): ReadonlyMap<number, Account> {
    const ofUser = (row: Row): number => Number(row['user_id'])
    const groups = Map.groupBy(this.#database.prepare(`${GROUPS} ORDER BY name`).all(), ofUser)
    const limits = Map.groupBy(this.#database.prepare(`${LIMITS} ORDER BY kind, at`).all(), ofUser)
    const ids = new Set([...groups.keys(), ...limits.keys()])
    return new Map(
      [...ids].map((id) => [id, accountFrom(groups.get(id) ?? [], limits.get(id) ?? [])]),
    )
  }

  change(userId: number, change: AccountChange): void {
    const run = (sql: string, ...values: (string | number)[]): void =>
      void this.#database.prepare(sql).run(userId, ...values)
    for (const name of change.removeGroups ?? []) {
      run('DELETE FROM user_group WHERE user_id = ? AND name = ?', name)
    }
    for (const name of change.addGroups ?? []) {
      run('INSERT INTO user_group VALUES (?, ?) ON CONFLICT DO NOTHING', name)
    }
    for (const kind of LIMIT_KINDS) {
      const values = change[kind]
      if (values === undefined) continue
      run('DELETE FROM user_limit WHERE user_id = ? AND kind = ?', kind)
      values.forEach((value, at) => {
        run('INSERT INTO user_limit VALUES (?, ?, ?, ?)', kind, at, value)
      })
    }
  }
}

type Row = Record<string, unknown>

function accountFrom(groups: readonly Row[], limits: readonly Row[]): Account {
  const restrictions: { [K in LimitKind]?: readonly string[] } = {}
  for (const kind of LIMIT_KINDS) {
    const values = limits.filter((row) => row['kind'] === kind).map((row) => String(row['value']))
    if (values.length > 0) restrictions[kind] = values
  }
  return {
    ...(groups.length > 0 && { groups: groups.map((row) => String(row['name'])) }),
    ...(limits.length > 0 && { restrictions }),
  }
}

const GROUPS = 'SELECT user_id, name FROM user_group'
const LIMITS = 'SELECT user_id, kind, value FROM user_limit'
/** About 3 MB. */
const KNOWN_MAX = 10_000
