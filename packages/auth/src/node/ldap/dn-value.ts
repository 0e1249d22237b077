/** Text as the value of one attribute in a distinguished name (RFC 4514 §2.4). */
export function dnValue(text: string): string {
  const escaped = text.replace(SYNTAX, (character) =>
    character === '\0' ? '\\00' : `\\${character}`,
  )
  // Spaces at the ends would be lost, and a number sign at the start announces hexadecimal.
  return escaped.replace(/^[ #]/, (first) => `\\${first}`).replace(/(?<!^\\) $/, '\\ ')
}

/** The value of the first attribute of a name: `CN=staff,OU=groups,DC=example` is `staff`. */
export function firstValueOf(dn: string): string | undefined {
  const match = FIRST_VALUE.exec(dn)
  return match?.[1] === undefined ? undefined : unescaped(match[1].trimStart()).trimEnd()
}

/** Whether an entry lies under another, as far as spelling tells: attribute names and values in any case. */
export function isUnder(dn: string, base: string): boolean {
  const [inner, outer] = [normalized(dn), normalized(base)]
  return outer === '' || inner.endsWith(`,${outer}`)
}

function normalized(dn: string): string {
  return dn
    .replaceAll('\\,', '\\2c') // so that every comma that is left parts two names
    .replace(/\s*(?<!\\)([,=])\s*/g, '$1')
    .trim()
    .toLowerCase()
}

function unescaped(value: string): string {
  const octets: number[] = []
  for (const [piece, hex, character] of value.matchAll(/\\([0-9a-fA-F]{2})|\\(.)|[^\\]/gsu)) {
    if (hex !== undefined) octets.push(Number.parseInt(hex, 16))
    else octets.push(...new TextEncoder().encode(character ?? piece))
  }
  return new TextDecoder().decode(Uint8Array.from(octets))
}

const SYNTAX = /[\0"+,;<=>\\]/g
/** Up to the first comma or plus sign that is not escaped. */
const FIRST_VALUE = /^[^=]+=((?:\\.|[^\\,+])*)/su
