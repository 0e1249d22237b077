import { formatCredentials, parseCredentials } from '@hopwise/http'
import type { Login } from '../flow.ts'
import type { Answer, Confirmation, DeclineReason, Requested, Session } from '../scheme.ts'
import { Secret } from '../secret.ts'
import type { Tools } from '../serve-settings.ts'
import type { Algorithm } from './algorithm.ts'
import { encodeExtValue } from './ext-value.ts'
import {
  answerResponse,
  ha1Of,
  type Qop,
  requestResponse,
  type Signed,
  sessionHa1,
  userhashOf,
} from './response.ts'
import { isSameText } from './same-text.ts'

/** What a challenge offers and this side chose of it. */
export interface Offer {
  readonly realm: string
  readonly nonce: string
  readonly algorithm: Algorithm
  readonly qop: Qop
  /** What the challenge did not name must not be named in the answer (RFC 7616 §3.4). */
  readonly namesAlgorithm: boolean
  readonly opaque: string | undefined
  readonly isUtf8: boolean
  readonly wantsUserhash: boolean
}

/** The name and the secret, as far as they do not depend on a nonce. */
interface Key {
  readonly username: string
  readonly password: Secret
  readonly ha1: Secret
}

/** One nonce and its count, and then the next one: what RFC 7616 §3.6 calls an authentication session. */
export class DigestSession implements Session {
  readonly scheme = 'digest'
  readonly #offer: Offer
  readonly #key: Key
  #nonce: string
  #count = 0
  #cnonce: string

  /** A session with a login, or why the login cannot be used. */
  static begin(offer: Offer, login: Login, tools: Tools): DigestSession | DeclineReason {
    const username = login.username.normalize('NFC')
    const password = login.password.reveal().normalize('NFC')
    // In `username:realm:password` the colon would move to the realm: another user's secret.
    if (username.includes(':')) return 'username-has-colon'
    if (!username.isWellFormed() || !password.isWellFormed()) return 'text-malformed'
    if (CONTROL.test(username) || CONTROL.test(password)) return 'control-character'
    return new DigestSession(offer, username, new Secret(password), tools)
  }

  private constructor(offer: Offer, username: string, password: Secret, tools: Tools) {
    const { algorithm, realm, nonce } = offer
    const ha1 = ha1Of(tools, algorithm.hash, username, realm, password.reveal())
    this.#offer = offer
    this.#key = { username, password, ha1: new Secret(ha1) }
    this.#nonce = nonce
    this.#cnonce = chance(tools)
  }

  /** The same user with a new nonce; undefined when another realm asks: it is asked for another login. */
  renew(offer: Offer, tools: Tools): DigestSession | undefined {
    if (offer.realm !== this.#offer.realm) return undefined
    const { username, password } = this.#key
    return new DigestSession(offer, username, password, tools)
  }

  answer({ method, target, content, tools }: Requested): Answer {
    const { algorithm, qop } = this.#offer
    if (qop === 'auth-int' && content === 'streamed') {
      return { kind: 'declined', reason: 'content-streamed' }
    }
    this.#count++
    // A session's secret is made with the first cnonce (RFC 7616 §3.4.2), so that one stays.
    if (!algorithm.isSession) this.#cnonce = chance(tools)
    const nc = this.#count.toString(16).padStart(8, '0')
    const [nonce, cnonce] = [this.#nonce, this.#cnonce]
    const signed: Signed = { algorithm, nonce, nc, cnonce, qop, uri: target }
    const ha1 = sessionHa1(tools, signed, this.#key.ha1.reveal())
    const contentHash = qop === 'auth' ? undefined : tools.hash(algorithm.hash, octetsOf(content))
    const response = requestResponse(tools, signed, ha1, method, contentHash)
    return {
      kind: 'answered',
      value: new Secret(this.#format(signed, response, tools)),
      session: this,
      confirm: (info, received) => this.#confirm(tools, signed, ha1, info, received),
    }
  }

  #format(signed: Signed, response: string, tools: Tools): string {
    const { realm, opaque, namesAlgorithm, wantsUserhash } = this.#offer
    const params = new Map([
      this.#name(tools),
      ['realm', realm],
      ['uri', signed.uri],
      ['nonce', signed.nonce],
      ['nc', signed.nc],
      ['cnonce', signed.cnonce],
      ['qop', signed.qop],
      ['response', response],
    ])
    if (namesAlgorithm) params.set('algorithm', signed.algorithm.name)
    if (opaque !== undefined) params.set('opaque', opaque)
    if (wantsUserhash) params.set('userhash', 'true')
    return formatCredentials({ kind: 'params', scheme: 'digest', params })
  }

  /** RFC 7616 §3.4 and §3.4.4. Who does not say `charset` is sent what browsers and curl send: plain UTF-8. */
  #name(tools: Tools): readonly [string, string] {
    const { username } = this.#key
    const { algorithm, realm, isUtf8, wantsUserhash } = this.#offer
    if (wantsUserhash) return ['username', userhashOf(tools, algorithm.hash, username, realm)]
    if (ASCII.test(username)) return ['username', username]
    if (isUtf8) return ['username*', encodeExtValue(username)]
    return ['username', octetsAsText(username)]
  }

  /** RFC 7616 §3.5. Nothing is learnt from somebody who does not know the password. */
  #confirm(
    tools: Tools,
    signed: Signed,
    ha1: string,
    info: readonly string[],
    content: Uint8Array | undefined,
  ): Confirmation {
    if (info.length === 0) return 'absent'
    // The grammar is that of credentials without their scheme (RFC 7615 §3).
    const read = parseCredentials(`digest ${info.join(', ')}`)
    if (read.kind !== 'params') return 'wrong'
    const confirmation = this.#check(tools, signed, ha1, read.params, content)
    const next = read.params.get('nextnonce')
    // Several responses may name the next one: the first to come begins its count.
    if (confirmation !== 'wrong' && next !== undefined && signed.nonce === this.#nonce) {
      this.#nonce = next
      this.#count = 0
      this.#cnonce = chance(tools)
    }
    return confirmation
  }

  #check(
    tools: Tools,
    signed: Signed,
    ha1: string,
    params: ReadonlyMap<string, string>,
    content: Uint8Array | undefined,
  ): Confirmation {
    const rspauth = params.get('rspauth')
    if (rspauth === undefined) return 'absent'
    const qop = params.get('qop') ?? signed.qop
    const isOurs =
      (params.get('cnonce') ?? signed.cnonce) === signed.cnonce &&
      (params.get('nc') ?? signed.nc) === signed.nc
    if (!isOurs || (qop !== 'auth' && qop !== 'auth-int')) return 'wrong'
    if (qop === 'auth-int' && content === undefined) return 'absent'
    const hash = qop === 'auth' ? undefined : tools.hash(signed.algorithm.hash, content!)
    const right = answerResponse(tools, signed, qop, ha1, hash)
    return isSameText(rspauth.toLowerCase(), right) ? 'right' : 'wrong'
  }
}

function octetsOf(content: Requested['content']): Uint8Array {
  return content === undefined || content === 'streamed' ? NOTHING : content
}

/** A field value carries octets: text beyond ASCII as its UTF-8, one character each. */
function octetsAsText(text: string): string {
  let octets = ''
  for (const octet of new TextEncoder().encode(text)) octets += String.fromCharCode(octet)
  return octets
}

function chance(tools: Tools): string {
  let hex = ''
  for (const octet of tools.random(CNONCE_OCTETS)) hex += octet.toString(16).padStart(2, '0')
  return hex
}

const CNONCE_OCTETS = 16
const ASCII = /^[\x20-\x7e]*$/
const CONTROL = /\p{Cc}/u
const NOTHING = new Uint8Array(0)
