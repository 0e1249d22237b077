import { createHash } from 'node:crypto'
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import { readClaims } from '../bearer/claims.ts'
import type { TokenCheck, TokenStore } from '../credential-store.ts'
import type { Secret } from '../secret.ts'
import { createVerifications, type Verifications } from '../verifications.ts'
import { jwtProblem } from './jwt-problem.ts'
import {
  createTokenKeys,
  type TokenKey,
  type TokenKeys,
  type TokenKeysOptions,
} from './token-keys.ts'

export interface JwtOptions {
  readonly issuer: string
  /** One of these must be in `aud`: without it, a token for another service would open this one. */
  readonly audience: string | readonly string[]
  readonly keys: TokenKeysOptions
  /** Signature algorithms that count (RFC 7518 §3.1); asymmetric ones only. */
  readonly algorithms?: readonly string[] | undefined
  /** How far the issuer's clock may be from ours. */
  readonly clockSkewMs?: number | undefined
  /** `sub` unless told. A path such as `realm_access.roles` leads into objects. */
  readonly userClaim?: string | undefined
  readonly groupsClaim?: string | undefined
  /** What `typ` must be, as `at+jwt` (RFC 9068 §2.1), so that no other kind of JWT counts as a token. */
  readonly type?: string | undefined
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number
}

export interface JwtStore extends TokenStore {
  close(): void
}

/**
 * Tokens that carry their own proof (RFC 7519, checked as RFC 8725 says). Client and operator are told
 * different things: the one that the token is not valid or has expired, the other what was wrong.
 *
 * @throws {RangeError} for options that would let in more than meant
 */
export function createJwtStore(options: JwtOptions): JwtStore {
  return new SignedTokens(options)
}

class SignedTokens implements JwtStore {
  readonly name = 'jwt'
  readonly #options: JwtOptions
  readonly #algorithms: readonly string[]
  readonly #skewMs: number
  readonly #keys: TokenKeys
  readonly #verifications: Verifications<TokenCheck>

  constructor(options: JwtOptions) {
    this.#options = options
    this.#algorithms = options.algorithms ?? ALGORITHMS
    this.#skewMs = options.clockSkewMs ?? CLOCK_SKEW_MS
    refuseUnsafe(options, this.#algorithms, this.#skewMs)
    this.#keys = createTokenKeys(options.keys)
    this.#verifications = createVerifications({ concurrentMax: CONCURRENT_MAX })
  }

  version(): number {
    return this.#keys.version()
  }

  belongs(token: Secret): 'perhaps' | 'not-here' {
    return FORM.test(token.reveal()) ? 'perhaps' : 'not-here'
  }

  check(token: Secret): Promise<TokenCheck> {
    const text = token.reveal()
    const id = createHash('sha256').update(text).digest('base64')
    return this.#verifications.run(id, () => this.#verify(text)) ?? TOO_MANY
  }

  async #verify(token: string): Promise<TokenCheck> {
    const header = headerOf(token)
    if (header === undefined) return unknown('it is not a signed JWT')
    // jose checks this again: what is not on the list is not even looked up.
    if (!this.#algorithms.includes(header.alg)) {
      return unknown(`it is signed with another algorithm than ${this.#algorithms.join(', ')}`)
    }
    const found = await this.#keys.find(header)
    if (found.kind === 'none') return unknown(found.forOperator)
    if (found.kind === 'unavailable') return found
    return this.#verifyWith(token, found.keys)
  }

  async #verifyWith(token: string, keys: readonly TokenKey[]): Promise<TokenCheck> {
    let check: TokenCheck = unknown('no key')
    for (const key of keys) {
      try {
        const { payload } = await jwtVerify(token, key, this.#expected())
        return this.#accepted(payload)
      } catch (error) {
        check = jwtProblem(error, this.#options)
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) return check
      }
    }
    return check
  }

  #expected() {
    const { issuer, audience, type, nowMs } = this.#options
    return {
      issuer,
      audience: [audience].flat(),
      algorithms: [...this.#algorithms],
      clockTolerance: this.#skewMs / 1000,
      currentDate: new Date(nowMs()),
      requiredClaims: ['exp'],
      ...(type !== undefined && { typ: type }),
    }
  }

  #accepted(payload: JWTPayload): TokenCheck {
    const { nowMs, userClaim = 'sub', groupsClaim } = this.#options
    if (payload.iat !== undefined && payload.iat * 1000 > nowMs() + this.#skewMs) {
      return unknown('it says that it was issued in the future: the clocks differ, or it is forged')
    }
    const claims = readClaims(payload, { userClaims: [userClaim], groupsClaim })
    if (claims.kind === 'unusable') return unknown(claims.sentence)
    const { user, groups, scopes } = claims
    const expiresMs = (payload.exp ?? 0) * 1000 + this.#skewMs
    return { kind: 'right', user, scopes, expiresMs, ...(groups && { groups }) }
  }

  close(): void {
    this.#keys.close()
  }
}

function headerOf(token: string): { alg: string; kid?: string } | undefined {
  if (!FORM.test(token)) return undefined
  try {
    const { alg, kid } = decodeProtectedHeader(token)
    if (typeof alg !== 'string') return undefined
    return { alg, ...(typeof kid === 'string' && { kid }) }
  } catch (error) {
    // What it throws for a first part that is no JSON object in base64url.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function unknown(sentence: string): TokenCheck {
  return { kind: 'token-unknown', forOperator: sentence }
}

function refuseUnsafe(
  { issuer, audience }: JwtOptions,
  algorithms: readonly string[],
  skewMs: number,
) {
  if (issuer === '') throw new RangeError('The issuer is empty: write it as the tokens have it')
  if ([audience].flat().some((one) => one === '') || [audience].flat().length === 0) {
    throw new RangeError('The audience is empty: a token for anybody would do')
  }
  const unsafe = algorithms.filter((name) => !ASYMMETRIC.has(name))
  if (unsafe.length > 0 || algorithms.length === 0) {
    throw new RangeError(
      `The algorithms are ${JSON.stringify(algorithms)}: choose from ${[...ASYMMETRIC].join(', ')}; with a shared secret or none, whoever can check a token could make one (RFC 8725 §3.1)`,
    )
  }
  if (!(skewMs >= 0 && skewMs <= CLOCK_SKEW_MS_MAX)) {
    throw new RangeError(`The clock skew is ${skewMs} ms: 0 to ${CLOCK_SKEW_MS_MAX} are possible`)
  }
}

/** JWS compact serialisation (RFC 7515 §7.1). The third part is empty in unsecured ones: refused by name. */
const FORM = /^[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*$/

/** RFC 7518 §3.1 and RFC 8037 §3.1; `Ed25519` is the newer name of the same (RFC 9864). */
const ASYMMETRIC: ReadonlySet<string> = new Set([
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
])
/** What nearly every issuer uses. */
const ALGORITHMS: readonly string[] = ['ES256', 'RS256', 'PS256', 'EdDSA']

const CLOCK_SKEW_MS = 30_000
/** RFC 7519 §4.1.4: "usually no more than a few minutes". */
const CLOCK_SKEW_MS_MAX = 300_000

/** WebCrypto works on libuv's four threads. */
const CONCURRENT_MAX = 3
const TOO_MANY: Promise<TokenCheck> = Promise.resolve({
  kind: 'unavailable',
  detail: 'too many verifications wait',
})
