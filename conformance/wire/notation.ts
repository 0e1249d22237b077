/**
 * How octets are written in transcripts.
 *
 * - Each line of a block stands for itself and CRLF; a line that ends with `\` has no CRLF.
 * - `\r \n \t \0 \s` (space) `\xHH \\ \{` name single octets; other characters are sent in UTF-8.
 * - `{name}` is a variable of the run, `{8000 a}` is 8000 times `a`.
 * - In what is expected, `{any}` stands for anything within its line, `{date}` for an IMF-fixdate
 *   (RFC 9110 §5.6.7).
 */
export interface Variables {
  readonly [name: string]: string
}

/** The octets of a block, one character each. */
export function octetsOf(block: string, variables: Variables): string {
  return tokens(block)
    .map((token) => (typeof token === 'string' ? token : resolve(token.name, variables)))
    .join('')
}

/** An expected text as an expression that matches at the start of what was received. */
export function patternOf(block: string, variables: Variables): RegExp {
  const source = tokens(block).map((token) => {
    if (typeof token === 'string') return quoted(token)
    return WILDCARDS[token.name] ?? quoted(resolve(token.name, variables))
  })
  return new RegExp(`^${source.join('')}`)
}

type Token = string | { readonly name: string }

function tokens(block: string): Token[] {
  const octets = Buffer.from(block, 'utf8').toString('latin1')
  return octets
    .split(TOKEN)
    .filter((part) => part !== '')
    .map(tokenOf)
}

function tokenOf(part: string): Token {
  if (part === '\n') return '\r\n'
  if (part === '\\\n') return ''
  if (part.startsWith('{')) return { name: part.slice(1, -1) }
  if (part.startsWith('\\x')) return String.fromCharCode(Number.parseInt(part.slice(2), 16))
  if (!part.startsWith('\\')) return part
  const octet = ESCAPES[part[1] ?? '']
  if (octet === undefined) throw new Error(`unknown escape ${part}: write \\\\ for a backslash`)
  return octet
}

function resolve(name: string, variables: Variables): string {
  const value = variables[name]
  if (value !== undefined) return value
  const times = /^([0-9]+) (.+)$/s.exec(name)
  if (times) return octetsOf(times[2] ?? '', variables).repeat(Number(times[1]))
  throw new Error(`unknown variable {${name}}: there are ${Object.keys(variables).join(', ')}`)
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

const TOKEN = /(\\x[0-9A-Fa-f]{2}|\\\n|\\.|\n|\{[^}\n]+\})/

const ESCAPES: Record<string, string> = {
  r: '\r',
  n: '\n',
  t: '\t',
  s: ' ',
  '0': '\0',
  '\\': '\\',
  '{': '{',
}

const WILDCARDS: Record<string, string> = {
  any: '[^\\r\\n]*',
  date: '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT',
}
