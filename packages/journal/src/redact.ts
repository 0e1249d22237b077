import { withoutUserinfo } from './userinfo.ts'
import { visibleText } from './visible-text.ts'

/** What of a target may be written down. */
export interface TargetRedaction {
  /** `shown` writes query values into the journal as they came: only for debugging on purpose. */
  readonly queryValues: 'hidden' | 'shown'
  /** In characters of the result, at least 8. */
  readonly lengthMax: number
}

// 2 KiB holds what people type and click; RFC 9110 §4.1 asks to *support* 8000, not to keep them.
export const TARGET_REDACTION: TargetRedaction = { queryValues: 'hidden', lengthMax: 2048 }

/**
 * The only way to the `target` (and the `referer`) of an entry: userinfo is removed always, query
 * values and fragments become `*`, everything but visible ASCII becomes `\xNN`, the length is bounded.
 * @param target one character per octet, as the codec reads it
 */
export function redactedTarget(
  target: string,
  redaction: TargetRedaction = TARGET_REDACTION,
): string {
  const { lengthMax } = redaction
  if (target.length <= lengthMax && PLAIN_TARGET.test(target)) return target
  // Most targets need nothing but their query's values hidden: that is the hot path.
  const isSimple = redaction.queryValues === 'hidden' && SIMPLE_TARGET.test(target)
  const text = isSimple ? withoutValues(target) : thorough(target, redaction)
  return text.length > lengthMax ? `${text.slice(0, lengthMax - 3)}...` : text
}

/**
 * The `detail` of a fault: bounded, controls escaped, and userinfo and queries taken out of the
 * URLs in it. Details are our own sentences, but they quote what peers sent.
 */
export function redactedDetail(detail: string): string {
  const text = MAY_QUOTE_A_URL.test(detail) ? detail.replace(WORD, redactedWord) : detail
  return visibleText(text, DETAIL_MAX)
}

/** A user name as somebody typed it, perhaps nobody we know: bounded, controls escaped. */
export function redactedUser(user: string): string {
  return visibleText(user, USER_MAX)
}

/** A `User-Agent` (or any other plain field value) fit to be kept. */
export function redactedFieldValue(value: string): string {
  return visibleText(value, FIELD_VALUE_MAX)
}

/** A method: a token of any length by grammar (RFC 9110 §9.1), of a sensible one here. */
export function redactedMethod(method: string): string {
  return visibleText(method, METHOD_MAX)
}

function thorough(target: string, redaction: TargetRedaction): string {
  const { authority, rest } = withoutUserinfo(target)
  const shown = redaction.queryValues === 'shown' ? rest : withoutValues(rest)
  return (authority + shown).replace(NOT_VISIBLE_ASCII, asEscape)
}

function withoutValues(rest: string): string {
  const hash = rest.indexOf('#')
  const path = hash === -1 ? rest : rest.slice(0, hash)
  const fragment = hash === -1 ? '' : '#*'
  const mark = path.indexOf('?')
  if (mark === -1) return path + fragment
  let query = ''
  for (let start = mark + 1; start <= path.length; ) {
    const and = path.indexOf('&', start)
    const end = and === -1 ? path.length : and
    query += withoutValue(path, start, end) + (and === -1 ? '' : '&')
    start = end + 1
  }
  return `${path.slice(0, mark + 1)}${query}${fragment}`
}

// A pair without `=` may be all value (`?eyJhbGci…`), so it goes as a whole.
function withoutValue(path: string, start: number, end: number): string {
  if (start === end) return ''
  const equals = path.indexOf('=', start)
  return equals === -1 || equals >= end ? '*' : `${path.slice(start, equals)}=*`
}

function redactedWord(word: string): string {
  return MAY_QUOTE_A_URL.test(word) ? redactedTarget(word) : word
}

function asEscape(character: string): string {
  const code = character.charCodeAt(0)
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`
  return `\\u{${code.toString(16)}}`
}

// Nothing to hide and nothing to escape: visible ASCII without `#`, `?`, `@` and backslash.
const PLAIN_TARGET = /^[!-"$->A-[\]-~]*$/
// The same with `?`: without an `@` there is no userinfo.
const SIMPLE_TARGET = /^[!-"$-?A-[\]-~]*$/
const NOT_VISIBLE_ASCII = /[^!-[\]-~]/g
const MAY_QUOTE_A_URL = /:\/\/|:[^@]*@/
const WORD = /[^\s"'<>]+/g

const DETAIL_MAX = 400
const USER_MAX = 64
const FIELD_VALUE_MAX = 256
const METHOD_MAX = 32
