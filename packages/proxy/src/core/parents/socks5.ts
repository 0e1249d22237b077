import { parseIp } from '@hopwise/http'

/*
 * The client's side of SOCKS 5 (RFC 1928, with the name and password of RFC 1929), as octets in and
 * octets out. Who reads decides when: each reader says `need-more` until there is enough.
 */

/** The methods that are offered: none, and name and password where there are some. */
export function formatGreeting(hasLogin: boolean): Uint8Array {
  return Uint8Array.from(hasLogin ? [VERSION, 2, NO_METHOD_NEEDED, LOGIN] : [VERSION, 1, 0])
}

export type SocksRead<T> =
  | { readonly kind: 'need-more' }
  | { readonly kind: 'malformed' }
  /** `rest` is where what follows begins. */
  | { readonly kind: 'done'; readonly value: T; readonly rest: number }

/** Which of the methods that were offered the parent wants. */
export function readMethod(octets: Uint8Array): SocksRead<'open' | 'login' | 'none-of-them'> {
  if (octets.length > 0 && octets[0] !== VERSION) return MALFORMED
  const method = octets[1]
  if (method === undefined) return NEED_MORE
  if (method === NO_METHOD_NEEDED) return { kind: 'done', value: 'open', rest: 2 }
  if (method === LOGIN) return { kind: 'done', value: 'login', rest: 2 }
  return method === NONE_OF_THEM ? { kind: 'done', value: 'none-of-them', rest: 2 } : MALFORMED
}

/** RFC 1929 §2; undefined where a part is empty or longer than 255 octets. */
export function formatLogin(username: string, password: string): Uint8Array | undefined {
  const [name, word] = [username, password].map((text) => new TextEncoder().encode(text)) as [
    Uint8Array,
    Uint8Array,
  ]
  const fits = [name, word].every(({ length }) => length >= 1 && length <= PART_MAX)
  return fits ? Uint8Array.from([1, name.length, ...name, word.length, ...word]) : undefined
}

/** Whether the login was accepted. */
export function readLoginAnswer(octets: Uint8Array): SocksRead<boolean> {
  if (octets.length > 0 && octets[0] !== 1) return MALFORMED
  const status = octets[1]
  return status === undefined ? NEED_MORE : { kind: 'done', value: status === 0, rest: 2 }
}

/**
 * CONNECT (RFC 1928 §4). A name goes as it is, for the parent to resolve.
 *
 * @param host a name, or an IP address without brackets; undefined is given back for one that is longer
 *   than 255 octets
 */
export function formatConnect(host: string, port: number): Uint8Array | undefined {
  const address = addressOf(host)
  if (address === undefined) return undefined
  return Uint8Array.from([VERSION, CONNECT, 0, ...address, port >> 8, port & 0xff])
}

/** What came of it: 0 is success, and the rest are reasons (RFC 1928 §6). */
export function readReply(octets: Uint8Array): SocksRead<number> {
  if (octets.length > 0 && octets[0] !== VERSION) return MALFORMED
  const [, reply, , type, first] = octets
  if (reply === undefined) return NEED_MORE
  // Some close right behind the reason: it is all that matters.
  if (reply !== 0) return { kind: 'done', value: reply, rest: octets.length }
  if (type === undefined || (type === NAME && first === undefined)) return NEED_MORE
  const length = type === IPV4 ? 4 : type === IPV6 ? 16 : type === NAME ? 1 + first! : undefined
  if (length === undefined) return MALFORMED
  const rest = 4 + length + 2
  return octets.length < rest ? NEED_MORE : { kind: 'done', value: 0, rest }
}

/** A reason as words that follow "it says: ". */
export function replyWords(reply: number): string {
  return REPLIES[reply] ?? `reason ${reply}, which has no name`
}

function addressOf(host: string): readonly number[] | undefined {
  const ip = parseIp(host)
  if (ip !== undefined) return [ip.length === 4 ? IPV4 : IPV6, ...ip]
  const name = new TextEncoder().encode(host)
  return name.length > PART_MAX ? undefined : [NAME, name.length, ...name]
}

const NEED_MORE = { kind: 'need-more' } as const
const MALFORMED = { kind: 'malformed' } as const
const VERSION = 5
const CONNECT = 1
const NO_METHOD_NEEDED = 0
const LOGIN = 2
const NONE_OF_THEM = 0xff
const IPV4 = 1
const NAME = 3
const IPV6 = 4
const PART_MAX = 255
const REPLIES: Readonly<Record<number, string>> = {
  1: 'general failure',
  2: 'not allowed by its rules',
  3: 'network unreachable',
  4: 'host unreachable',
  5: 'connection refused',
  6: 'time to live expired',
  7: 'command not supported',
  8: 'address type not supported',
}
