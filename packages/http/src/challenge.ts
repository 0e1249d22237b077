import { isToken, OCTETS, TCHAR } from './octets.ts'
import { formatQuotedString, readQuotedString } from './quoted-string.ts'

/**
 * One challenge (RFC 9110 §11.3) or the credentials that answer it (§11.4): the grammar is the same.
 * The scheme is in lower case. A scheme that stands alone has `params` of size 0.
 */
export type AuthElement =
  | { readonly kind: 'token68'; readonly scheme: string; readonly token68: string }
  | { readonly kind: 'params'; readonly scheme: string; readonly params: AuthParams }

/** Names in lower case, in the order they came in. A name occurs once (§11.2). */
export type AuthParams = ReadonlyMap<string, string>

export type Challenge = AuthElement

export type ChallengeProblemKind =
  | 'scheme-missing'
  | 'space-missing-after-scheme'
  | 'comma-missing'
  | 'character-unexpected'
  | 'value-missing'
  | 'value-malformed'
  | 'quotes-typographic'
  | 'quote-unclosed'
  | 'param-repeated'
  | 'too-many-params'
  | 'too-many-challenges'

/** Where a field value departs from the grammar. It quotes nothing: a value may hold a secret. */
export interface ChallengeProblem {
  readonly kind: ChallengeProblemKind
  /** Index of the field line. */
  readonly line: number
  /** Index of the character in that line. */
  readonly column: number
  /** The scheme whose challenge is lost by this; absent when none had begun. */
  readonly scheme?: string
}

export interface ParsedChallenges {
  /** Those that are well-formed, in order. */
  readonly challenges: readonly Challenge[]
  readonly problems: readonly ChallengeProblem[]
}

/**
 * Parses all lines of `Proxy-Authenticate` or `WWW-Authenticate`. Never throws: what is malformed is
 * left out and reported. Several lines mean the same as one line joined by commas (RFC 9110 §5.3).
 *
 *     challenge  = auth-scheme [ 1*SP ( token68 / #auth-param ) ]           ; §11.3
 *     auth-param = token BWS "=" BWS ( token / quoted-string )              ; §11.2
 *     token68    = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="
 */
export function parseChallenges(values: readonly string[]): ParsedChallenges {
  const scan: Scan = {
    text: '',
    line: 0,
    at: 0,
    begun: 0,
    open: undefined,
    challenges: [],
    problems: [],
  }
  for (const [line, text] of values.entries()) {
    scan.text = text
    scan.line = line
    scan.at = 0
    readLine(scan)
  }
  close(scan)
  return { challenges: scan.challenges, problems: scan.problems }
}

/** Throws `TypeError` for what the grammar cannot carry. The realm is always quoted (§11.5). */
export function formatChallenge(challenge: Challenge): string {
  return formatAuthElement(challenge, BARE_IN_CHALLENGE)
}

/** Writes the values of the names in `bare` as tokens where they are tokens, all others quoted. */
export function formatAuthElement(element: AuthElement, bare: ReadonlySet<string>): string {
  if (!isToken(element.scheme)) throw new TypeError('An auth-scheme is a token')
  const scheme = SPELLINGS.get(element.scheme) ?? element.scheme
  if (element.kind === 'token68') {
    if (!TOKEN68.test(element.token68)) throw new TypeError('Not a token68')
    return `${scheme} ${element.token68}`
  }
  const params = [...element.params].map(([name, value]) => {
    if (!isToken(name)) throw new TypeError('The name of an auth-param is a token')
    return `${name}=${bare.has(name) && isToken(value) ? value : formatQuotedString(value)}`
  })
  return params.length === 0 ? scheme : `${scheme} ${params.join(', ')}`
}

/** Where the parser stands. `open` is the challenge that further auth-params belong to. */
interface Scan {
  text: string
  line: number
  at: number
  begun: number
  open: Open | undefined
  readonly challenges: Challenge[]
  readonly problems: ChallengeProblem[]
}

interface Open {
  readonly scheme: string
  readonly params: Map<string, string>
  token68: string | undefined
  isSpoilt: boolean
}

function readLine(scan: Scan): void {
  for (;;) {
    skip(scan, ' \t,')
    if (scan.at >= scan.text.length || scan.begun > CHALLENGES_MAX) return
    readElement(scan)
  }
}

/** What stands between two commas: an auth-param if `=` follows the first token, else a scheme. */
function readElement(scan: Scan): void {
  const start = scan.at
  const name = readToken(scan).toLowerCase()
  const behindName = scan.at
  skip(scan, ' \t')
  if (name === '') {
    spoil(scan, isAtTypographicQuote(scan) ? 'quotes-typographic' : 'character-unexpected', start)
    skipElement(scan)
  } else if (scan.text[scan.at] === '=') {
    scan.at++
    readParam(scan, name, start)
  } else {
    scan.at = behindName
    readScheme(scan, name, start)
  }
}

function readScheme(scan: Scan, scheme: string, start: number): void {
  close(scan)
  scan.begun++
  if (scan.begun > CHALLENGES_MAX) {
    report(scan, 'too-many-challenges', start)
    return
  }
  scan.open = { scheme, params: new Map(), token68: undefined, isSpoilt: false }
  if (scan.text[scan.at] === ' ') {
    readToken68(scan, scan.open)
  } else if (!isElementEnd(scan)) {
    spoil(scan, 'space-missing-after-scheme', scan.at)
    if (!skipSemicolon(scan)) skipElement(scan)
  }
}

function readToken68(scan: Scan, open: Open): void {
  skip(scan, ' ')
  TOKEN68_AT.lastIndex = scan.at
  const token68 = TOKEN68_AT.exec(scan.text)?.[1]
  if (token68 === undefined) return
  open.token68 = token68
  scan.at = TOKEN68_AT.lastIndex
}

function readParam(scan: Scan, name: string, start: number): void {
  skip(scan, ' \t')
  const value = readValue(scan)
  if (value === undefined) return
  const problem = paramProblem(scan.open, name)
  if (problem) spoil(scan, problem, start)
  else scan.open?.params.set(name, value)
  if (isElementEnd(scan)) return
  skip(scan, ' \t')
  spoil(scan, 'comma-missing', scan.at)
  skipSemicolon(scan)
}

function paramProblem(open: Open | undefined, name: string): ChallengeProblemKind | undefined {
  if (open === undefined) return 'scheme-missing'
  if (open.token68 !== undefined) return 'character-unexpected'
  if (open.params.has(name)) return 'param-repeated'
  if (open.params.size >= PARAMS_MAX) return 'too-many-params'
  return undefined
}

/** The value, or `undefined` when there is none to be had, which is then reported. */
function readValue(scan: Scan): string | undefined {
  const start = scan.at
  if (scan.text[start] === '"') return readQuotedValue(scan)
  const token = readToken(scan)
  if (token !== '') return token
  if (isElementEnd(scan)) {
    spoil(scan, 'value-missing', start)
  } else {
    spoil(scan, isAtTypographicQuote(scan) ? 'quotes-typographic' : 'value-malformed', start)
    skipElement(scan)
  }
  return undefined
}

function readQuotedValue(scan: Scan): string | undefined {
  const read = readQuotedString(scan.text, scan.at)
  switch (read.kind) {
    case 'done':
      scan.at = read.end
      return read.value
    case 'unclosed':
      // Nobody knows where it was meant to end: the rest of the line is lost, not the next line.
      spoil(scan, 'quote-unclosed', scan.at)
      scan.at = scan.text.length
      return undefined
    case 'character-forbidden':
      spoil(scan, 'value-malformed', read.at)
      skipElement(scan)
      return undefined
  }
}

/** Reports, and loses the open challenge: half a challenge must not be answered. */
function spoil(scan: Scan, kind: ChallengeProblemKind, column: number): void {
  report(scan, kind, column)
  if (scan.open) scan.open.isSpoilt = true
}

function report(scan: Scan, kind: ChallengeProblemKind, column: number): void {
  if (scan.problems.length >= PROBLEMS_MAX) return
  const scheme = scan.open?.scheme
  scan.problems.push({ kind, line: scan.line, column, ...(scheme !== undefined && { scheme }) })
}

function close(scan: Scan): void {
  const open = scan.open
  scan.open = undefined
  if (open === undefined || open.isSpoilt) return
  const { scheme, token68, params } = open
  scan.challenges.push(
    token68 === undefined
      ? { kind: 'params', scheme, params }
      : { kind: 'token68', scheme, token68 },
  )
}

function readToken(scan: Scan): string {
  const start = scan.at
  while (scan.at < scan.text.length) {
    const code = scan.text.charCodeAt(scan.at)
    if (code > 0xff || (OCTETS[code]! & TCHAR) === 0) break
    scan.at++
  }
  return scan.text.slice(start, scan.at)
}

function skip(scan: Scan, chars: string): void {
  while (scan.at < scan.text.length && chars.includes(scan.text[scan.at]!)) scan.at++
}

function isElementEnd(scan: Scan): boolean {
  ELEMENT_END_AT.lastIndex = scan.at
  return ELEMENT_END_AT.test(scan.text)
}

/** Moves to the next comma that is not between quotes. */
function skipElement(scan: Scan): void {
  let isQuoted = false
  for (; scan.at < scan.text.length; scan.at++) {
    const char = scan.text[scan.at]
    if (char === '"') isQuoted = !isQuoted
    if (char === ',' && !isQuoted) return
  }
}

/** A semicolon where a comma or a space belongs is a frequent mistake: what follows can be read. */
function skipSemicolon(scan: Scan): boolean {
  if (scan.text[scan.at] !== ';') return false
  scan.at++
  return true
}

/** The quotes that word processors put in: as text, as UTF-8 octets, as windows-1252 octets. */
function isAtTypographicQuote(scan: Scan): boolean {
  TYPOGRAPHIC_QUOTE_AT.lastIndex = scan.at
  return TYPOGRAPHIC_QUOTE_AT.test(scan.text)
}

/** More than any server offers: Squid with every helper configured sends four. */
const CHALLENGES_MAX = 32
/** RFC 7616 defines nine for Digest, the richest scheme. */
const PARAMS_MAX = 32
const PROBLEMS_MAX = 32

const TOKEN68 = /^[A-Za-z0-9\-._~+/]+=*$/
const TOKEN68_AT = /([A-Za-z0-9\-._~+/]+=*)(?=[ \t]*(?:,|$))/y
const ELEMENT_END_AT = /[ \t]*(?:,|$)/y
const TYPOGRAPHIC_QUOTE_AT = /[\u2018-\u201f\x91-\x94]|\xe2\x80[\x98-\x9f]/y

/** RFC 7616 §3.3: the first two MUST NOT be quoted in a challenge; the third is not in its example (§3.9.2). */
const BARE_IN_CHALLENGE: ReadonlySet<string> = new Set(['algorithm', 'stale', 'userhash'])

/** Schemes are case-insensitive (§11.1), but some clients compare with the registered spelling. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  ['Basic', 'Bearer', 'Digest', 'Negotiate', 'NTLM'].map((name) => [name.toLowerCase(), name]),
)
