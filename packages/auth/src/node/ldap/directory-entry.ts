import type { Entry } from 'ldapts'

/** The values of an attribute as texts, whatever the case of its name (RFC 4512 §2.5). */
export function valuesOf(entry: Entry, attribute: string): readonly string[] {
  const wanted = attribute.toLowerCase()
  return Object.entries(entry)
    .filter(([name]) => name !== 'dn' && name.toLowerCase() === wanted)
    .flatMap(([, values]) => (Array.isArray(values) ? values : [values]))
    .map((value) => (typeof value === 'string' ? value : value.toString('utf8')))
}

/**
 * The one spelling of a user's name. A directory takes `ALICE` and ` alice ` for alice (RFC 4518), and a
 * rule about alice must hold for all three: what counts is what the entry says, and where that
 * cannot be read, the name in lower case without superfluous spaces.
 */
export function canonicalName(
  claimed: string,
  entry: Entry | undefined,
  attribute: string | undefined,
): string {
  const plain = simplified(claimed)
  const values = entry && attribute !== undefined ? valuesOf(entry, attribute) : []
  return values.find((value) => simplified(value) === plain) ?? values[0] ?? plain
}

function simplified(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
