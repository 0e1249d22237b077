import { ALL_SOURCES } from './all-sources.ts'
import { nameKey } from './by-name.ts'
import { once } from './once.ts'
import type { Row, Source } from './row.ts'

/** A row with the source it stands in. */
export interface Entry {
  /** `nginx/499`: the source, a slash and the key. */
  readonly id: string
  readonly source: Source
  readonly row: Row
}

/** Every row of every source, in the order of the sources. */
export const ENTRIES: readonly Entry[] = ALL_SOURCES.flatMap((source) =>
  source.rows.map((row) => ({ id: `${source.source}/${row.key}`, source, row })),
)

export function entryById(id: string): Entry | undefined {
  return byId().get(id)
}

/**
 * What a number in the place of a status code may mean, the registry's meaning first. Empty for a
 * number that nobody is known to send.
 */
export function meaningsOf(code: number): readonly Entry[] {
  return MEANINGS.filter(({ row }) => isMeantBy(row, code))
}

/**
 * Rows with exactly this key, alias or code, in any source: `403.14`, `ERR_DNS_FAIL`, `1020`,
 * `-111`, `net::ERR_TUNNEL_CONNECTION_FAILED`. Without regard to case only if nothing else fits:
 * HAProxy's `SC` and `sC` are two things.
 */
export function entriesWithKey(key: string): readonly Entry[] {
  const exact = byKey().get(key)
  return exact ?? byFoldedKey().get(key.toLowerCase()) ?? []
}

/** Rows of any source with this present or former name; case, spaces and punctuation do not matter. */
export function entriesNamed(name: string): readonly Entry[] {
  return byName().get(nameKey(name)) ?? []
}

function isMeantBy(row: Row, code: number): boolean {
  if (typeof row.code === 'number') return row.code === code
  if (/^\d+$/.test(row.code)) return Number(row.code) === code
  // Two rows speak of ranges: Fastly's 6xx and Varnish's 1000+.
  if (/^\dxx$/.test(row.code)) return Math.floor(code / 100) === Number(row.code[0])
  return /^\d+\+$/.test(row.code) && code >= Number.parseInt(row.code, 10)
}

const MEANINGS: readonly Entry[] = ENTRIES.filter(({ source }) => source.family === 'status')
// Made when first asked for: whoever asks for a number waits for one of them, not for four.
const byId = once(() => new Map(ENTRIES.map((entry) => [entry.id, entry])))
const byKey = once(() => grouped(keysOf))
const byFoldedKey = once(() => grouped((entry) => keysOf(entry).map((key) => key.toLowerCase())))
const byName = once(() =>
  grouped(({ row }) => [row.name, ...row.formerNames].map(nameKey).filter((key) => key !== '')),
)

function keysOf({ row }: Entry): readonly string[] {
  return [row.key, String(row.code), ...(row.aliases ?? [])]
}

function grouped(keys: (entry: Entry) => readonly string[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of ENTRIES) {
    for (const key of new Set(keys(entry))) {
      const group = groups.get(key)
      if (group) group.push(entry)
      else groups.set(key, [entry])
    }
  }
  return groups
}
