import { createHash } from 'node:crypto'

/** What an operator may know about a token. Times in milliseconds since the epoch. */
export interface Token {
  /** Twelve hexadecimal digits: the beginning of the token's SHA-256. */
  readonly id: string
  readonly user: string
  /** What it was made for, in the words of whoever made it; may be empty. */
  readonly label: string
  readonly scopes: readonly string[]
  /** Host patterns; absent: whatever the user may reach. */
  readonly hosts?: readonly string[]
  readonly createdMs: number
  readonly expiresMs?: number
  readonly revokedMs?: number
  /** To a few minutes. */
  readonly lastUsedMs?: number
}

/** A row of `TOKEN_COLUMNS`. */
export type Row = Record<string, unknown>

export function tokenFrom(row: Row): Token {
  const { id, label, scopes, hosts, created, expires, revoked, last_used: used } = row
  return {
    id: String(id),
    user: String(row['user']),
    label: String(label),
    scopes: JSON.parse(String(scopes)),
    ...(hosts !== null && { hosts: JSON.parse(String(hosts)) }),
    createdMs: Number(created),
    ...(expires !== null && { expiresMs: Number(expires) }),
    ...(revoked !== null && { revokedMs: Number(revoked) }),
    ...(used !== null && { lastUsedMs: Number(used) }),
  }
}

/**
 * A fast hash, unlike a password's: nobody can try 2^160 tokens, however fast, so a slow one would cost
 * us time and give nothing (docs/decisions/0051).
 */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What people call it by. */
export function idOf(hash: string): string {
  return hash.slice(0, ID_LENGTH)
}

export const TOKEN_COLUMNS = `token.id, user.name AS user, token.label, token.scopes, token.hosts, token.created,
  token.expires, token.revoked, token.last_used`
export const SELECT_TOKEN = `SELECT ${TOKEN_COLUMNS} FROM token JOIN user ON user.id = token.user_id`

const ID_LENGTH = 12
