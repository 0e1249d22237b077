import { lookup, type Registered } from './lookup.ts'
import { REGISTRY } from './registry.ts'

/**
 * The official code with this name, present or former: `Payload Too Large` is 413. Case, spaces
 * and punctuation do not matter: `proxy-authentication-required` is 407.
 */
export function byName(name: string): Registered | undefined {
  const code = CODES.get(nameKey(name))
  const found = code === undefined ? undefined : lookup(code)
  return found?.kind === 'registered' ? found : undefined
}

/** What is compared: letters and digits, in lower case. */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

const CODES: ReadonlyMap<string, number> = codesByName()

function codesByName(): ReadonlyMap<string, number> {
  const codes = new Map<string, number>()
  const named = REGISTRY.filter((row) => row.standing !== 'reserved')
  for (const row of named) codes.set(nameKey(row.name), row.code)
  // Present names win: a former name of one code may be the present name of another.
  for (const row of REGISTRY) {
    for (const name of row.formerNames) {
      if (!codes.has(nameKey(name))) codes.set(nameKey(name), row.code)
    }
  }
  codes.delete('')
  return codes
}
