import type { Token } from '@hopwise/store'
import { aligned } from '../aligned.ts'
import { localMinute } from '../local-time.ts'

/** Aligned columns for people. */
export function tokenTable(
  tokens: readonly Token[],
  nowMs: number,
  offsetMinutes: (timeMs: number) => number,
): string[] {
  const time = (timeMs: number | undefined): string =>
    timeMs === undefined ? '-' : localMinute(timeMs, offsetMinutes(timeMs))
  const rows = tokens.map((token) => [
    token.id,
    token.user,
    tokenState(token, nowMs),
    time(token.createdMs),
    time(token.expiresMs),
    time(token.lastUsedMs),
    token.scopes.join(' ') || '-',
    token.hosts?.join(' ') ?? '-',
    token.label || '-',
  ])
  return aligned([HEADINGS, ...rows])
}

export type TokenState = 'active' | 'revoked' | 'expired'

export function tokenState(token: Token, nowMs: number): TokenState {
  if (token.revokedMs !== undefined) return 'revoked'
  return token.expiresMs !== undefined && token.expiresMs <= nowMs ? 'expired' : 'active'
}

/** For programs: the same facts, times in ISO 8601. */
export function tokenJson(token: Token, nowMs: number): Record<string, unknown> {
  const time = (timeMs: number): string => new Date(timeMs).toISOString()
  return {
    id: token.id,
    user: token.user,
    name: token.label,
    state: tokenState(token, nowMs),
    scopes: token.scopes,
    ...(token.hosts && { allow: token.hosts }),
    created: time(token.createdMs),
    ...(token.expiresMs !== undefined && { expires: time(token.expiresMs) }),
    ...(token.revokedMs !== undefined && { revoked: time(token.revokedMs) }),
    ...(token.lastUsedMs !== undefined && { lastUsed: time(token.lastUsedMs) }),
  }
}

const HEADINGS = [
  ...['ID', 'USER', 'STATE', 'CREATED', 'EXPIRES', 'LAST USED'],
  ...['SCOPES', 'MAY REACH', 'NAME'],
]
