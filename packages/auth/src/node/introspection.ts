import { createHash } from 'node:crypto'
import { readClaims } from '../bearer/claims.ts'
import { readOpaqueToken } from '../bearer/opaque-token.ts'
import type { TokenCheck, TokenStore, Unavailable } from '../credential-store.ts'
import { Secret } from '../secret.ts'
import { createTokenCache, type TokenCache } from './token-cache.ts'
import { connectTokenServer, type TokenServer, type TokenServerOptions } from './token-server.ts'

export interface IntrospectionOptions {
  /** The endpoint (RFC 7662 §2). */
  readonly server: TokenServerOptions
  /** What we are known by there, sent as Basic (RFC 6749 §2.3.1). */
  readonly clientId: string
  readonly clientSecret: Secret
  /** How long an active token is believed without asking again; never beyond its own end. 0: not at all. */
  readonly cacheMs?: number | undefined
  /** How long it is believed that a token is none. */
  readonly negativeCacheMs?: number | undefined
  readonly cacheEntriesMax?: number | undefined
  /** `username`, else `sub`, unless told. */
  readonly userClaim?: string | undefined
  readonly groupsClaim?: string | undefined
  /** One of these must be in `aud`, where the answer has one at all. */
  readonly audience?: string | readonly string[] | undefined
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number
}

export interface IntrospectionStore extends TokenStore {
  close(): void
}

/**
 * Tokens that somebody else issued, asked about one by one (RFC 7662). Whoever cannot be asked, or
 * answers with something else, has said neither yes nor no.
 *
 * @throws {RangeError} for a URL that cannot be asked, or not safely
 */
export function createIntrospectionStore(options: IntrospectionOptions): IntrospectionStore {
  return new IntrospectedTokens(options)
}

class IntrospectedTokens implements IntrospectionStore {
  readonly name = 'introspection'
  readonly #options: IntrospectionOptions
  readonly #server: TokenServer
  readonly #cache: TokenCache
  readonly #underWay = new Map<string, Promise<TokenCheck>>()
  readonly #authorization: Secret

  constructor(options: IntrospectionOptions) {
    const { cacheEntriesMax, nowMs } = options
    this.#options = options
    this.#server = connectTokenServer({ octetsMax: ANSWER_OCTETS_MAX, ...options.server })
    this.#cache = createTokenCache({
      nowMs,
      ...(cacheEntriesMax && { entriesMax: cacheEntriesMax }),
    })
    this.#authorization = clientBasic(options.clientId, options.clientSecret)
  }

  /** What is remembered ends by its own time: nobody tells us of changes. */
  version(): number {
    return 0
  }

  belongs(token: Secret): 'perhaps' | 'not-here' {
    return readOpaqueToken(token.reveal()) === 'foreign' ? 'perhaps' : 'not-here'
  }

  check(token: Secret): TokenCheck | Promise<TokenCheck> {
    const id = createHash('sha256').update(token.reveal()).digest('base64')
    return this.#cache.recall(id) ?? this.#underWay.get(id) ?? this.#start(id, token)
  }

  #start(id: string, token: Secret): Promise<TokenCheck> {
    const asked = this.#ask(id, token).finally(() => this.#underWay.delete(id))
    this.#underWay.set(id, asked)
    return asked
  }

  async #ask(id: string, token: Secret): Promise<TokenCheck> {
    const answer = await this.#server.ask({
      method: 'POST',
      fields: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: this.#authorization.reveal(),
      },
      body: `${new URLSearchParams({ token: token.reveal(), token_type_hint: 'access_token' })}`,
    })
    if (answer.kind === 'failed') return unavailable(answer.detail)
    if (answer.status === 401) {
      return unavailable(
        'the server refuses our client id and secret (401): mend clientId or clientSecret',
      )
    }
    if (answer.status !== 200) return unavailable(`the server answers with ${answer.status}`)
    return this.#remember(id, this.#read(answer.text))
  }

  #remember(id: string, check: TokenCheck): TokenCheck {
    const { nowMs, cacheMs = CACHE_MS, negativeCacheMs = NEGATIVE_CACHE_MS } = this.#options
    if (check.kind === 'unavailable') return check
    if (check.kind !== 'right') {
      this.#cache.remember(id, check, nowMs() + negativeCacheMs)
      return check
    }
    // The verdict that is made of it may live no longer than the answer.
    const untilMs = Math.min(nowMs() + cacheMs, check.expiresMs ?? Number.POSITIVE_INFINITY)
    const bounded: TokenCheck = { ...check, expiresMs: untilMs }
    this.#cache.remember(id, bounded, untilMs)
    return bounded
  }

  #read(text: string): TokenCheck {
    const answer = jsonObject(text)
    if (typeof answer?.['active'] !== 'boolean') {
      return unavailable('the answer is none of introspection (RFC 7662 §2.2): is the URL right?')
    }
    return answer['active'] ? this.#judge(answer) : unknown('it is not active, says the server')
  }

  #judge(answer: Readonly<Record<string, unknown>>): TokenCheck {
    const { nowMs, userClaim, groupsClaim, audience } = this.#options
    const { exp, nbf, aud } = answer
    if (!isTime(exp) || !isTime(nbf)) return unavailable('the times in the answer are no numbers')
    if (exp !== undefined && exp * 1000 <= nowMs()) {
      return { kind: 'token-expired', forOperator: 'it has expired' }
    }
    if (nbf !== undefined && nbf * 1000 > nowMs()) return unknown('it is not valid yet')
    if (
      aud !== undefined &&
      audience !== undefined &&
      ![audience].flat().some((one) => [aud].flat().includes(one))
    ) {
      return unknown(`it is for another audience than ${[audience].flat().join(' or ')}`)
    }
    const userClaims = userClaim === undefined ? ['username', 'sub'] : [userClaim]
    const claims = readClaims(answer, { userClaims, groupsClaim })
    if (claims.kind === 'unusable') return unknown(claims.sentence)
    const { user, groups, scopes } = claims
    const end = exp === undefined ? {} : { expiresMs: exp * 1000 }
    return { kind: 'right', user, scopes, ...(groups && { groups }), ...end }
  }

  close(): void {
    this.#server.close()
  }
}

/** RFC 6749 §2.3.1: both are form-encoded first, so that a colon in the id does not end it. */
function clientBasic(clientId: string, clientSecret: Secret): Secret {
  const encoded = [clientId, clientSecret.reveal()].map((text) =>
    new URLSearchParams([['', text]]).toString().slice(1),
  )
  return new Secret(`Basic ${Buffer.from(encoded.join(':')).toString('base64')}`)
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isTime(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === 'number' && Number.isFinite(value))
}

function unknown(forOperator: string): TokenCheck {
  return { kind: 'token-unknown', forOperator }
}

function unavailable(detail: string): Unavailable {
  return { kind: 'unavailable', detail }
}

const ANSWER_OCTETS_MAX = 65_536
const CACHE_MS = 60_000
/** Long enough to take the edge off a client that repeats itself, short enough for a token just issued. */
const NEGATIVE_CACHE_MS = 5_000
