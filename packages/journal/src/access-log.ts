import type { Entry } from './entry.ts'

/**
 * One line of the common log format, as Apache and Squid write it in forward mode: the request line
 * holds the absolute target, the user is the one who signed in.
 *
 *     127.0.0.1 - alice [21/Nov/2026:03:12:44 +0000] "GET http://a.test/ HTTP/1.1" 200 1310
 *
 * @param offsetMinutes of the time zone the line is written in, east positive
 */
export function commonLogLine(entry: Entry, offsetMinutes: number = 0): string {
  const user = entry.user === undefined ? '-' : bareword(entry.user)
  const time = logTime(entry.time, offsetMinutes)
  // Three digits always, or readers drop the line: 000 says that nothing could be sent.
  const status = String(entry.status).padStart(3, '0')
  const bytes = entry.bytes.toClient === 0 ? '-' : entry.bytes.toClient
  const host = bareword(entry.client.replace(PORT, ''))
  return `${host} - ${user} [${time}] "${requestLine(entry)}" ${status} ${bytes}`
}

/** The common line with `"referer" "user agent"` behind it. */
export function combinedLogLine(entry: Entry, offsetMinutes: number = 0): string {
  const referer = quotable(entry.referer ?? '-')
  return `${commonLogLine(entry, offsetMinutes)} "${referer}" "${quotable(entry.userAgent ?? '-')}"`
}

/** `21/Nov/2026:03:12:44 +0000`, as `%t` of Apache. English months whatever the language. */
export function logTime(timeMs: number, offsetMinutes: number): string {
  const local = new Date(timeMs + offsetMinutes * 60_000)
  const [date, clock] = local.toISOString().split('T') as [string, string]
  const [year, month, day] = date.split('-') as [string, string, string]
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${clock.slice(0, 8)} ${zone(offsetMinutes)}`
}

// Without a request line that could be read, Apache writes a dash too.
function requestLine(entry: Entry): string {
  if (entry.method === '') return '-'
  return quotable(`${entry.method} ${entry.target} ${entry.version}`)
}

function zone(offsetMinutes: number): string {
  const distance = Math.abs(offsetMinutes)
  const hours = String(Math.floor(distance / 60)).padStart(2, '0')
  return `${offsetMinutes < 0 ? '-' : '+'}${hours}${String(distance % 60).padStart(2, '0')}`
}

/** A field between quotes: nothing in it may end the field or the line. */
function quotable(text: string): string {
  return SAFE_IN_QUOTES.test(text) ? text : text.replace(UNSAFE_IN_QUOTES, asOctets)
}

/** A field without quotes: no space may be in it either, and `-` alone would mean none. */
function bareword(text: string): string {
  if (text === '' || text === '-') return `"${text}"`
  return SAFE_BARE.test(text) ? text : text.replace(UNSAFE_BARE, asOctets)
}

// Apache's way: a backslash before quote and backslash, `\xhh` for each octet of UTF-8.
function asOctets(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`
  let escaped = ''
  for (const octet of ENCODER.encode(character)) {
    escaped += `\\x${octet.toString(16).padStart(2, '0')}`
  }
  return escaped
}

// Of `192.0.2.1:4711` and `[2001:db8::1]:4711`, but not the end of a bare IPv6 address.
const PORT = /(?<=^[^:]*|\]):\d+$/
const SAFE_IN_QUOTES = /^[ !#-[\]-~]*$/
const UNSAFE_IN_QUOTES = /["\\]|[^ -~]/gu
const SAFE_BARE = /^[!#-[\]-~]*$/
const UNSAFE_BARE = /["\\]|[^!-~]/gu
const ENCODER = new TextEncoder()
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
