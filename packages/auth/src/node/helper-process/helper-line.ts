import type { Secret } from '../../secret.ts'

/** The line that asks a Squid basic helper: `[channel] user password`, both escaped as in a URL. */
export function requestLine(
  channel: number | undefined,
  username: string,
  password: Secret,
): string {
  const asked = `${escaped(username)} ${escaped(password.reveal())}\n`
  return channel === undefined ? asked : `${channel} ${asked}`
}

/** What a helper answers. */
export interface HelperReply {
  /** Absent without concurrency. */
  readonly channel: number | undefined
  /** `BH` is "broken helper": it could not tell. */
  readonly result: 'OK' | 'ERR' | 'BH'
  readonly user: string | undefined
  readonly groups: readonly string[]
  /** For the operator. */
  readonly message: string | undefined
}

/**
 * Reads one line of an answer: `[channel] OK|ERR|BH key=value …`. Values are quoted or escaped as in a
 * URL. Words that are no pair are the message of helpers before Squid 3.4.
 *
 * @returns undefined when it is none
 */
export function parseReply(line: string, hasChannels: boolean): HelperReply | undefined {
  const parts = (hasChannels ? WITH_CHANNEL : WITHOUT_CHANNEL).exec(line.trimEnd())?.groups
  if (parts === undefined) return undefined
  const { channel, result, rest = '' } = parts
  let user: string | undefined
  const groups: string[] = []
  const words: string[] = []
  let message: string | undefined
  for (const [word, key, quoted, plain] of rest.matchAll(WORDS)) {
    const value = quoted === undefined ? unescaped(plain ?? '') : quoted.replace(/\\(.)/g, '$1')
    if (key === undefined) words.push(word)
    else if (key === 'user') user = value
    else if (key === 'group') groups.push(value)
    else if (key === 'message') message = value
  }
  return {
    channel: channel === undefined ? undefined : Number(channel),
    result: result as HelperReply['result'],
    user: user === '' ? undefined : user,
    groups,
    message: message ?? (words.length === 0 ? undefined : words.join(' ')),
  }
}

/** RFC 1738 §2.2, as Squid does it: everything but letters and digits would be right, too. */
function escaped(text: string): string {
  // A lone surrogate has no UTF-8; it becomes U+FFFD, which is nobody's password.
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
}

function unescaped(text: string): string {
  const octets = Buffer.from(text, 'utf8').toString('latin1')
  const decoded = octets.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(decoded, 'latin1').toString('utf8')
}

const WITHOUT_CHANNEL = /^(?<result>OK|ERR|BH)(?: (?<rest>.*))?$/s
const WITH_CHANNEL = /^(?<channel>\d{1,9}) (?<result>OK|ERR|BH)(?: (?<rest>.*))?$/s
/** `key="value"`, `key=value`, or another word. */
const WORDS = /(?:([a-z][\w-]*)=(?:"((?:\\.|[^"\\])*)"|(\S*))|\S+)/gi
