/**
 * Octet classes of RFC 9110 §5.6 as one table, so that a reader looks once at each byte.
 *
 *     tchar         = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." /
 *                     "^" / "_" / "`" / "|" / "~" / DIGIT / ALPHA           ; §5.6.2
 *     field-vchar   = VCHAR / obs-text                                      ; §5.5
 *     field-content = field-vchar [ 1*( SP / HTAB / field-vchar ) field-vchar ]
 *     VCHAR         = %x21-7E        obs-text = %x80-FF
 */
export const TCHAR = 1
export const FIELD_CONTENT = 2
export const VCHAR = 4
export const HEXDIG = 8
export const DIGIT = 16

export const OCTETS: Uint8Array = classify()

export function isToken(text: string): boolean {
  return text !== '' && every(text, TCHAR)
}

/** Whether every character is one octet of the class. */
export function every(text: string, octetClass: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0xff || (OCTETS[code]! & octetClass) === 0) return false
  }
  return true
}

function classify(): Uint8Array {
  const table = new Uint8Array(256)
  for (let octet = 0; octet < 256; octet++) {
    const char = String.fromCharCode(octet)
    if (/^[!#$%&'*+\-.^_`|~0-9A-Za-z]$/.test(char)) table[octet]! |= TCHAR
    if ((octet >= 0x20 && octet !== 0x7f) || octet === 0x09) table[octet]! |= FIELD_CONTENT
    if (octet >= 0x21 && octet <= 0x7e) table[octet]! |= VCHAR
    if (/^[0-9A-Fa-f]$/.test(char)) table[octet]! |= HEXDIG
    if (/^[0-9]$/.test(char)) table[octet]! |= DIGIT
  }
  return table
}
