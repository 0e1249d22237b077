import { parseAuthority } from '@hopwise/http'
import { type PacProblem, quoted } from './pac-problem.ts'
import type { PacProxyAddress, Way } from './way.ts'

export interface ParsedWays {
  /** In the order in which they are to be tried. Empty: nothing in the answer can be used. */
  readonly ways: readonly Way[]
  readonly problems: readonly PacProblem[]
}

/**
 * Reads what `FindProxyForURL` returned: `PROXY a:8080; SOCKS5 b; DIRECT`. Never throws. An entry that
 * cannot be read is left out and reported; it never becomes DIRECT, and neither does an empty answer:
 * browsers take both for it, and so a typing mistake in a script goes around the proxy.
 */
export function parseWays(answer: string): ParsedWays {
  const entries = answer.split(';').map((entry) => entry.trim())
  const written = entries.filter((entry) => entry !== '')
  if (written.length === 0) return unusable('ANSWER_EMPTY', 'The script returned an empty answer')
  const ways: Way[] = []
  const problems: PacProblem[] = []
  for (const entry of written) {
    const way = parseEntry(entry)
    if (typeof way === 'string') {
      problems.push({ code: 'ENTRY_MALFORMED', detail: `"${quoted(entry)}" is left out: ${way}` })
    } else ways.push(way)
  }
  if (ways.length > 0) return { ways, problems }
  const detail = `Nothing in the answer "${quoted(answer)}" can be used`
  return { ways, problems: [...problems, { code: 'ANSWER_UNUSABLE', detail }] }
}

/** `PROXY proxy.example:8080`: what a script would have written for this way. */
export function formatWay(way: Way): string {
  if (way.kind === 'direct') return 'DIRECT'
  const { scheme, host, port } = way.address
  return `${WORDS[scheme]} ${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** A string says what is wrong. */
function parseEntry(entry: string): Way | string {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(entry) ?? []
  const name = word.toUpperCase()
  if (name === 'DIRECT') return rest === '' ? { kind: 'direct' } : 'nothing follows DIRECT'
  const scheme = SCHEMES.get(name)
  if (scheme === undefined) return `no kind of proxy is called ${quoted(word)}`
  if (rest === '') return 'the address is missing'
  if (rest.includes('@')) return 'credentials do not belong there'
  const authority = parseAuthority(rest)
  if (authority === undefined) return 'behind the kind stand a host and a port, no more'
  const { host, port = PORTS[scheme] } = authority
  return { kind: 'proxy', address: { scheme, host, port } }
}

function unusable(code: 'ANSWER_EMPTY', detail: string): ParsedWays {
  return { ways: [], problems: [{ code, detail }] }
}

type Scheme = PacProxyAddress['scheme']

/** Netscape had PROXY and SOCKS, which is version 4 (as in Chromium); the others came with browsers. */
const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ['PROXY', 'http'],
  ['HTTP', 'http'],
  ['HTTPS', 'https'],
  ['SOCKS', 'socks4'],
  ['SOCKS4', 'socks4'],
  ['SOCKS5', 'socks5'],
])
const WORDS: Readonly<Record<Scheme, string>> = {
  http: 'PROXY',
  https: 'HTTPS',
  socks4: 'SOCKS4',
  socks5: 'SOCKS5',
}
const PORTS: Readonly<Record<Scheme, number>> = { http: 80, https: 443, socks4: 1080, socks5: 1080 }
