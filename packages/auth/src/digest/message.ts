import type { AuthElement, AuthParams } from '@hopwise/http'
import type { DigestName } from '../credential-store.ts'
import { type Algorithm, algorithmOf } from './algorithm.ts'
import { decodeExtValue } from './ext-value.ts'
import type { Qop, Signed } from './response.ts'

/** What a client sent (RFC 7616 §3.4). All but the name is ASCII. */
export interface DigestCredentials extends Signed {
  readonly name: DigestName
  readonly realm: string
  /** `nc` as a number, from 1. */
  readonly count: number
  readonly response: string
}

/** What is wrong with credentials. Stable: these stand in answers and journals. */
export type DigestProblem =
  | 'params-missing'
  | 'realm-missing'
  | 'nonce-missing'
  | 'nonce-malformed'
  | 'uri-missing'
  | 'uri-malformed'
  | 'response-missing'
  | 'response-malformed'
  | 'algorithm-unknown'
  | 'qop-missing'
  | 'qop-unknown'
  | 'nc-missing'
  | 'nc-malformed'
  | 'cnonce-missing'
  | 'cnonce-malformed'
  | 'username-missing'
  | 'username-malformed'
  | 'username-repeated'
  | 'userhash-malformed'

export type ReadCredentials =
  | { readonly kind: 'read'; readonly credentials: DigestCredentials }
  | { readonly kind: 'malformed'; readonly problem: DigestProblem }

/**
 * Reads Digest credentials. Whether a value was quoted makes no difference: RFC 7616 §3.4 tells
 * senders how to write which, RFC 9110 §11.2 lets every recipient take both, and Python's requests
 * quotes qop and algorithm (decision 0017).
 */
export function readDigestCredentials(element: AuthElement): ReadCredentials {
  if (element.kind !== 'params') return malformed('params-missing')
  const { params } = element
  const algorithm = algorithmOf(params.get('algorithm'))
  if (algorithm === undefined) return malformed('algorithm-unknown')
  const name = readName(params, algorithm)
  if (typeof name === 'string') return malformed(name)
  const problem = problemOf(params, algorithm)
  if (problem !== undefined) return malformed(problem)
  const value = (param: string): string => params.get(param)!
  const nc = value('nc')
  return {
    kind: 'read',
    credentials: {
      name,
      realm: value('realm'),
      nonce: value('nonce'),
      uri: value('uri'),
      response: value('response'),
      algorithm,
      qop: value('qop') as Qop,
      nc,
      count: Number.parseInt(nc, 16),
      cnonce: value('cnonce'),
    },
  }
}

/** What a challenge offers in `qop`: a list of tokens (RFC 7616 §3.3). Unknown ones are passed over. */
export function offeredQops(text: string): readonly Qop[] {
  return text
    .split(',')
    .map((token) => token.trim().toLowerCase())
    .filter((token) => token === 'auth' || token === 'auth-int')
}

/** Whether a parameter says `true`, in any case of letters (RFC 7616 §3.3). */
export function isTrue(param: string | undefined): boolean {
  return param?.toLowerCase() === 'true'
}

function problemOf(params: AuthParams, { hexLength }: Algorithm): DigestProblem | undefined {
  if (!params.has('realm')) return 'realm-missing'
  // Without qop it would be RFC 2069: no count, no cnonce, nothing against a replay. RFC 7616 §3.4
  // has no such answer any more.
  if (!params.has('qop')) return 'qop-missing'
  const qop = params.get('qop')
  if (qop !== 'auth' && qop !== 'auth-int') return 'qop-unknown'
  return (
    checked(params, 'nonce', NONCE, 'nonce-missing', 'nonce-malformed') ??
    checked(params, 'uri', URI, 'uri-missing', 'uri-malformed') ??
    checked(params, 'nc', NONCE_COUNT, 'nc-missing', 'nc-malformed') ??
    checked(params, 'cnonce', CNONCE, 'cnonce-missing', 'cnonce-malformed') ??
    checked(params, 'response', RESPONSES[hexLength]!, 'response-missing', 'response-malformed')
  )
}

function checked(
  params: AuthParams,
  name: string,
  pattern: RegExp,
  missing: DigestProblem,
  malformed: DigestProblem,
): DigestProblem | undefined {
  const value = params.get(name)
  if (value === undefined) return missing
  return pattern.test(value) ? undefined : malformed
}

/** The name in one of its three forms, or what is wrong with it (RFC 7616 §3.4, §3.4.4). */
function readName(params: AuthParams, { hexLength }: Algorithm): DigestName | DigestProblem {
  const plain = params.get('username')
  const extended = params.get('username*')
  if (plain !== undefined && extended !== undefined) return 'username-repeated'
  const userhash = params.get('userhash')
  if (userhash !== undefined && !BOOLEAN.test(userhash)) return 'userhash-malformed'
  if (isTrue(userhash)) {
    if (plain === undefined) return 'username-missing'
    if (!RESPONSES[hexLength]!.test(plain)) return 'username-malformed'
    return { kind: 'hashed', userhash: plain }
  }
  if (plain === undefined && extended === undefined) return 'username-missing'
  const username = plain === undefined ? decodeExtValue(extended!) : decodeOctets(plain)
  if (username === undefined || username === '' || CONTROL.test(username))
    return 'username-malformed'
  return username.length > USERNAME_LENGTH_MAX ? 'username-malformed' : { kind: 'plain', username }
}

/** Octets that curl, browsers and others put between the quotes: UTF-8, or else ISO-8859-1. */
function decodeOctets(octets: string): string {
  if (ASCII.test(octets)) return octets
  const bytes = Uint8Array.from(octets, (octet) => octet.charCodeAt(0))
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    // `fatal` has no other way to say that the octets are not UTF-8.
    if (error instanceof TypeError) return octets
    throw error
  }
}

function malformed(problem: DigestProblem): ReadCredentials {
  return { kind: 'malformed', problem }
}

/** Ours are 48 characters. Another server's may come here by mistake; they are not kept. */
const NONCE = /^[\x20-\x7e]{1,256}$/
/** curl's is 44 characters, Java's 40. It is sent back with every answer. */
const CNONCE = /^[\x20-\x7e]{1,256}$/
/** As long as a target may be. */
const URI = /^[\x21-\x7e]{1,65536}$/
/** `8LHEX`; the count begins with 1. */
const NONCE_COUNT = /^(?!0{8})[0-9a-f]{8}$/
/** LHEX: lower case only (RFC 7616 §3.4.1). */
const RESPONSES: { readonly [hexLength: number]: RegExp } = {
  32: /^[0-9a-f]{32}$/,
  64: /^[0-9a-f]{64}$/,
}
const BOOLEAN = /^(?:true|false)$/i
const ASCII = /^[\x20-\x7e]*$/
/** RFC 7616 §4 and RFC 8265: no control characters. */
const CONTROL = /\p{Cc}/u
const USERNAME_LENGTH_MAX = 255
