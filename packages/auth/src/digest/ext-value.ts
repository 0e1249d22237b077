/**
 * The extended notation of RFC 8187 for text beyond ASCII, in `username*` (RFC 7616 §3.4).
 *
 *     ext-value   = charset "'" [ language ] "'" value-chars       ; RFC 8187 §3.2.1
 *     value-chars = *( pct-encoded / attr-char )
 *
 * Undefined for what is not that, and for another charset than UTF-8, the only one that recipients
 * must know.
 */
export function decodeExtValue(text: string): string | undefined {
  const encoded = EXT_VALUE.exec(text)?.[1]
  if (encoded === undefined) return undefined
  try {
    return decodeURIComponent(encoded)
  } catch (error) {
    // The language has no other way to say that the octets are not UTF-8.
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** @throws {URIError} for a lone surrogate */
export function encodeExtValue(text: string): string {
  const encoded = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `UTF-8''${encoded}`
}

// charset, language (RFC 5646, not looked at), then attr-char of RFC 8187 and percent-encoded octets
const EXT_VALUE = /^utf-8'[A-Za-z0-9-]*'((?:[A-Za-z0-9!#$&+\-.^_`|~]|%[0-9A-Fa-f]{2})*)$/i
