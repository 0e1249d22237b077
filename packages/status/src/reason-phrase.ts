import { OFFICIAL_NAMES } from './official-names.ts'

/**
 * The registered phrase for a status line; empty for codes without one, which RFC 9112 §4 allows.
 * Reserved codes are empty too: `(Unused)` is the registry's remark, not a phrase.
 */
export function reasonPhrase(code: number): string {
  return PHRASES[code] ?? ''
}

// Dense, so that the lookup on every response is one indexed load.
const PHRASES: readonly string[] = phrases()

function phrases(): string[] {
  const list: string[] = new Array(600).fill('')
  for (const [code, name] of Object.entries(OFFICIAL_NAMES)) {
    if (name !== '(Unused)') list[Number(code)] = name
  }
  return list
}
