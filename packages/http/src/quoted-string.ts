import { every, FIELD_CONTENT, OCTETS } from './octets.ts'

export type QuotedRead =
  /** `end` is the index behind the closing quote. */
  | { readonly kind: 'done'; readonly value: string; readonly end: number }
  | { readonly kind: 'unclosed' }
  /** A control character, or one that is not an octet, at index `at`. */
  | { readonly kind: 'character-forbidden'; readonly at: number }

/**
 * Reads the quoted-string whose opening quote is at index `at`.
 *
 *     quoted-string  = DQUOTE *( qdtext / quoted-pair ) DQUOTE              ; RFC 9110 §5.6.4
 *     qdtext         = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text
 *     quoted-pair    = "\" ( HTAB / SP / VCHAR / obs-text )
 */
export function readQuotedString(text: string, at: number): QuotedRead {
  let value = ''
  let copied = at + 1
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i]
    if (char === '"') return { kind: 'done', value: value + text.slice(copied, i), end: i + 1 }
    if (char === '\\') {
      value += text.slice(copied, i)
      copied = i + 1
      i++
    }
    if (i < text.length && !isFieldContent(text.charCodeAt(i))) {
      return { kind: 'character-forbidden', at: i }
    }
  }
  return { kind: 'unclosed' }
}

/** Throws `TypeError` when the text has a character that no quoted-string can carry. */
export function formatQuotedString(text: string): string {
  if (!isQuotable(text)) {
    throw new TypeError('A quoted-string carries tabs and octets from 0x20 on, except 0x7F')
  }
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** Whether a quoted-string can carry the text. */
export function isQuotable(text: string): boolean {
  return every(text, FIELD_CONTENT)
}

function isFieldContent(code: number): boolean {
  return code <= 0xff && (OCTETS[code]! & FIELD_CONTENT) !== 0
}
