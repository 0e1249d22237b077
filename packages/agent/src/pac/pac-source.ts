import { fileURLToPath } from 'node:url'

/** Where a script comes from. */
export type PacSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'data'; readonly url: string }

/**
 * Reads what people write for a PAC file: `http://…`, `https://…`, `file:///…`, an absolute path, `data:…`,
 * or `wpad`, which is `http://wpad/wpad.dat` and is used when it is said, never by itself.
 *
 * The name `wpad` is asked for as it is. It is not sought in the domains above (`wpad.example.com`,
 * then `wpad.com`), which is called devolution: such names were registered by strangers, who so became
 * the proxy of whole companies (US-CERT TA16-144A). What a resolver appends is its administrator's.
 * Neither is DHCP asked, where anybody on the network can answer.
 *
 * @throws {TypeError} when it is none of these; the message has no userinfo
 */
export function parsePacSource(text: string | URL): PacSource {
  const written = String(text).trim()
  if (written.toLowerCase() === 'wpad') return { kind: 'url', url: 'http://wpad/wpad.dat' }
  if (/^(?:\/|[a-z]:\\)/i.test(written)) return { kind: 'file', path: written }
  const url = URL.canParse(written) ? new URL(written) : undefined
  switch (url?.protocol) {
    case 'http:':
    case 'https:':
      if (url.username === '' && url.password === '') return { kind: 'url', url: url.href }
      throw new TypeError(
        'The URL of a PAC file has a login in it: servers of PAC files know nobody',
      )
    case 'file:':
      return { kind: 'file', path: fileURLToPath(url) }
    case 'data:':
      return { kind: 'data', url: written }
    default:
      throw new TypeError(
        'A PAC file is named by an http, https, file or data URL, by an absolute path, or as wpad',
      )
  }
}

/** For messages: without a query, which may have a token in it, and without a whole script. */
export function describePacSource(source: PacSource): string {
  if (source.kind === 'file') return source.path
  if (source.kind === 'data') return 'the data URL'
  return source.url.replace(/[?#].*$/s, '')
}
