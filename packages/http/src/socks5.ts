import { parseIp } from './ip-address.ts'
import { NEED_MORE, type Read } from './read.ts'

/*
 * The client's side of SOCKS 5 (RFC 1928, with the user name and password of RFC 1929), sans-IO like
 * the HTTP codec: messages to octets, and readers that say `need-more` until there is enough. No message
 * is longer than 513 octets, so readers need no limit of their own.
 */

/** How a client may sign in (RFC 1928 §3). GSSAPI (1) is one that nobody here speaks. */
export type SocksMethod = 'none' | 'login'

/**
 * The methods that are offered. A server takes the one it likes, and some (Tor) like a login better than
 * none, so it is offered only where there is one.
 *
 *     VER 5 | NMETHODS | METHODS 1..255
 */
export function formatSocksGreeting(methods: readonly SocksMethod[]): Uint8Array {
  return Uint8Array.of(VERSION, methods.length, ...methods.map((method) => METHODS[method]))
}

/** Why octets are no message of SOCKS 5. */
export type SocksProblem =
  | 'version-unknown'
  /** A method that nobody can have offered. */
  | 'method-unknown'
  | 'address-type-unknown'

/** Which method the server takes; `none-acceptable` (X'FF') is the end of the connection. */
export function readSocksMethod(
  bytes: Uint8Array,
  from: number,
): Read<SocksMethod | 'none-acceptable', SocksProblem> {
  const version = bytes[from]
  if (version !== undefined && version !== VERSION) return malformed('version-unknown')
  const method = bytes[from + 1]
  if (method === undefined) return NEED_MORE
  const value = METHOD_NAMES.get(method)
  return value === undefined ? malformed('method-unknown') : done(value, from + 2)
}

/**
 * User name and password, as UTF-8 (RFC 1929 §2 says nothing of it; everybody does so).
 *
 *     VER 1 | ULEN | UNAME 1..255 | PLEN | PASSWD 1..255
 *
 * An empty password is sent as it is, though the grammar has none: servers that know people by the name
 * alone expect it, and curl does the same.
 *
 * @returns undefined where the name is empty, or a part is longer than 255 octets
 */
export function formatSocksLogin(username: string, password: string): Uint8Array | undefined {
  const name = UTF8.encode(username)
  const word = UTF8.encode(password)
  if (name.length === 0 || name.length > PART_MAX || word.length > PART_MAX) return undefined
  return Uint8Array.of(LOGIN_VERSION, name.length, ...name, word.length, ...word)
}

/** Whether the login is accepted: any status but 0 is a no, after which the server closes. */
export function readSocksLoginAnswer(
  bytes: Uint8Array,
  from: number,
): Read<'accepted' | 'refused', SocksProblem> {
  const version = bytes[from]
  if (version !== undefined && version !== LOGIN_VERSION) return malformed('version-unknown')
  const status = bytes[from + 1]
  if (status === undefined) return NEED_MORE
  return done(status === 0 ? 'accepted' : 'refused', from + 2)
}

/**
 * CONNECT (RFC 1928 §4). A name goes as it is, for the server to resolve.
 *
 *     VER 5 | CMD 1 | RSV 0 | ATYP | DST.ADDR | DST.PORT
 *
 * @param host a name, or an IP address without brackets
 * @returns undefined for a name that is empty or longer than 255 octets
 */
export function formatSocksConnect(host: string, port: number): Uint8Array | undefined {
  const address = addressOf(host)
  if (address === undefined) return undefined
  return Uint8Array.of(VERSION, CONNECT, 0, ...address, port >> 8, port & 0xff)
}

/**
 * What came of it (RFC 1928 §6): 0 is success, the rest are reasons, see `SOCKS_REPLIES`. The address
 * behind it, which the server dialled from, is passed over; some close right behind a reason.
 */
export function readSocksReply(bytes: Uint8Array, from: number): Read<number, SocksProblem> {
  const version = bytes[from]
  if (version !== undefined && version !== VERSION) return malformed('version-unknown')
  const reply = bytes[from + 1]
  if (reply === undefined) return NEED_MORE
  if (reply !== SOCKS_SUCCEEDED) return done(reply, from + 2)
  const type = bytes[from + 3]
  if (type === undefined) return NEED_MORE
  const length = type === NAME ? nameLength(bytes[from + 4]) : ADDRESS_OCTETS.get(type)
  if (length === undefined) return type === NAME ? NEED_MORE : malformed('address-type-unknown')
  const rest = from + 4 + length + 2
  return bytes.length < rest ? NEED_MORE : done(SOCKS_SUCCEEDED, rest)
}

export const SOCKS_SUCCEEDED = 0

/** A reason as words that follow "it says: ". */
export function socksReplyWords(reply: number): string {
  return SOCKS_REPLIES.get(reply) ?? `reply ${reply}, which has no meaning`
}

function addressOf(host: string): readonly number[] | undefined {
  const ip = parseIp(host)
  if (ip !== undefined) return [ip.length === 4 ? IPV4 : IPV6, ...ip]
  const name = UTF8.encode(host)
  if (name.length === 0 || name.length > PART_MAX) return undefined
  return [NAME, name.length, ...name]
}

/** With the octet that says it. */
function nameLength(said: number | undefined): number | undefined {
  return said === undefined ? undefined : 1 + said
}

function done<T>(value: T, rest: number): Read<T, never> {
  return { kind: 'done', value, rest }
}

function malformed(reason: SocksProblem): Read<never, SocksProblem> {
  return { kind: 'malformed', reason }
}

const VERSION = 5
const LOGIN_VERSION = 1
const CONNECT = 1
const IPV4 = 1
const NAME = 3
const IPV6 = 4
const ADDRESS_OCTETS: ReadonlyMap<number, number> = new Map([
  [IPV4, 4],
  [IPV6, 16],
])
/** A length is one octet. */
const PART_MAX = 255
const METHODS: Readonly<Record<SocksMethod, number>> = { none: 0, login: 2 }
const METHOD_NAMES: ReadonlyMap<number, SocksMethod | 'none-acceptable'> = new Map([
  [METHODS.none, 'none'],
  [METHODS.login, 'login'],
  [0xff, 'none-acceptable'],
])
/** In the words of RFC 1928 §6. */
const SOCKS_REPLIES: ReadonlyMap<number, string> = new Map([
  [1, 'general failure'],
  [2, 'not allowed by its rules'],
  [3, 'network unreachable'],
  [4, 'host unreachable'],
  [5, 'connection refused'],
  [6, 'time to live expired'],
  [7, 'command not supported'],
  [8, 'address type not supported'],
])
const UTF8 = new TextEncoder()
