import type { X509Certificate } from 'node:crypto'
import type { Certificate } from '@hopwise/auth'

/** A client certificate as authentication sees it. Only of one that TLS has verified. */
export function certificateFrom(x509: X509Certificate): Certificate {
  // One attribute in each line, the most general first; RFC 4514 §2.1 has them the other way round.
  const lines = x509.subject.split('\n')
  const names = lines.filter((line) => line.startsWith('CN=')).map((line) => line.slice(3))
  return {
    subject: lines.toReversed().join(','),
    // Of two names neither is meant more than the other.
    commonName: names.length === 1 ? unescapeDn(names[0]!) : undefined,
    alternativeNames: alternativeNames(x509.subjectAltName ?? ''),
    fingerprint: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

/** RFC 4514 §2.4: `\,` and `\0A`; the latter are octets of UTF-8. */
function unescapeDn(text: string): string {
  return text.replace(/(?:\\[0-9A-Fa-f]{2})+|\\(.)/g, (escaped, char: string | undefined) => {
    if (char !== undefined) return char
    const octets = escaped
      .slice(1)
      .split('\\')
      .map((hex) => Number.parseInt(hex, 16))
    return new TextDecoder().decode(Uint8Array.from(octets))
  })
}

/**
 * Node separates names by `, ` and writes those that contain anything misleading as JSON strings, so
 * that `DNS:"a, DNS:b"` is one name.
 */
function alternativeNames(text: string): string[] {
  const names = text.match(/[^:,\s]+:(?:"(?:[^"\\]|\\.)*"|[^,]*)/g) ?? []
  return names.map((name) => {
    const colon = name.indexOf(':') + 1
    const value = name.slice(colon)
    return name.slice(0, colon) + (value.startsWith('"') ? String(JSON.parse(value)) : value)
  })
}
