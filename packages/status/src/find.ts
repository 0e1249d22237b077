import { byName } from './by-name.ts'
import { byConstant } from './constants.ts'
import { type Entry, entriesNamed, entriesWithKey, entryById, meaningsOf } from './entries.ts'

export type FoundBy = 'id' | 'code' | 'key' | 'constant' | 'name' | 'nothing'

/** What somebody who typed one word can mean. */
export interface Found {
  readonly by: FoundBy
  /** The status code, where it is one: also of a number that nobody is known to send. */
  readonly code?: number
  /** The rows, best first. Empty with a `code`: only its class is known. */
  readonly entries: readonly Entry[]
}

/**
 * Resolves an id (`nginx/499`), a number (`407`, `404.13`, `1020`, `-111`), a token
 * (`ERR_TUNNEL_CONNECTION_FAILED`, `H12`, `TCP_DENIED`), a constant in any language
 * (`StatusProxyAuthRequired`) or a name (`Payload Too Large`).
 */
export function find(query: string): Found {
  const text = query.trim()
  const byId = entryById(text)
  if (byId) return { by: 'id', entries: [byId] }
  if (/^\d{1,3}$/.test(text)) return findNumber(text)
  const withKey = entriesWithKey(text.replace(/^net::/, ''))
  if (withKey.length > 0) return { by: 'key', entries: withKey }
  return findConstant(text) ?? findName(text) ?? { by: 'nothing', entries: [] }
}

function findNumber(text: string): Found {
  const code = Number(text)
  const entries = [...new Set([...meaningsOf(code), ...entriesWithKey(text)])]
  if (code >= 100) return { by: 'code', code, entries }
  return { by: entries.length > 0 ? 'key' : 'nothing', entries }
}

function findConstant(text: string): Found | undefined {
  const codes = [...new Set(byConstant(text).map(({ code }) => code))]
  if (codes.length === 0) return undefined
  const only = codes.length === 1 ? { code: codes[0]! } : {}
  return { by: 'constant', ...only, entries: codes.flatMap((code) => meaningsOf(code)) }
}

function findName(text: string): Found | undefined {
  const named = entriesNamed(text)
  if (named.length === 0) return undefined
  const official = byName(text)
  return { by: 'name', ...(official ? { code: official.code } : {}), entries: named }
}
