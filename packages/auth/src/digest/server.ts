import { type AuthElement, type Challenge, formatQuotedString } from '@hopwise/http'
import type { Asked } from '../asked.ts'
import type { DigestSecret } from '../credential-store.ts'
import { ask, type Flow } from '../flow.ts'
import { checkRealm } from '../realm.ts'
import type { ServerScheme } from '../scheme.ts'
import type { ServeSettings, Tools } from '../serve-settings.ts'
import type { Refusal, Refused, Verdict } from '../verdict.ts'
import { ALGORITHM_NAMES, type Algorithm, algorithmOf } from './algorithm.ts'
import type { DigestOptions } from './digest-options.ts'
import { type DigestCredentials, readDigestCredentials } from './message.ts'
import { createNonces, type Nonces, type ReadNonce } from './nonce.ts'
import { NonceCounts, type UsedNonce } from './nonce-counts.ts'
import { answerResponse, type Qop, requestResponse, sessionHa1 } from './response.ts'
import { isSameTarget } from './same-target.ts'
import { isSameText } from './same-text.ts'

type Need = 'find-digest-secret' | 'read-content'

/**
 * The serving side of Digest (RFC 7616).
 *
 * @throws {RangeError} for a realm, an algorithm, a qop or a key that cannot be used
 */
export function serveDigest(settings: ServeSettings): ServerScheme<Need> {
  return new DigestServer(settings)
}

/** A secret that a response can be compared with, be it nobody's. */
type JudgedSecret = Exclude<DigestSecret, { kind: 'locked-out' | 'unavailable' }>

/** Where a nonce came from: `undefined` is not from us, or from before the key was changed. */
type Origin = ReadNonce | UsedNonce | undefined

class DigestServer implements ServerScheme<Need> {
  readonly name = 'digest'
  readonly isReusable = false
  readonly #realm: string
  readonly #tools: Tools
  readonly #algorithms: readonly Algorithm[]
  readonly #qops: readonly Qop[]
  readonly #takesUserhash: boolean
  readonly #lifetimeMs: number
  readonly #nonces: Nonces
  readonly #counts: NonceCounts
  /** A secret of the right length for whoever is unknown, so that all costs the same. */
  readonly #decoys: ReadonlyMap<Algorithm, string>

  constructor({ realm, tools, digest = {} }: ServeSettings) {
    const { nonceLifetimeMs = LIFETIME_MS, noncesMax = NONCES_MAX, userhash = true } = digest
    this.#realm = checkRealm(realm)
    this.#tools = tools
    this.#algorithms = algorithmsOf(digest)
    this.#qops = qopsOf(digest)
    this.#takesUserhash = userhash
    this.#lifetimeMs = checkPositive(nonceLifetimeMs, 'lifetime of a nonce in milliseconds')
    this.#nonces = createNonces(tools, keyOf(digest, tools), realm, digest.place)
    this.#counts = new NonceCounts({
      lifetimeMs: nonceLifetimeMs,
      noncesMax: checkPositive(noncesMax, 'number of nonces'),
      nowMs: () => tools.nowMs(),
    })
    const chance = String(tools.random(KEY_OCTETS_MIN))
    this.#decoys = new Map(this.#algorithms.map((one) => [one, tools.hash(one.hash, chance)]))
  }

  challenges(refusal?: Refused): readonly Challenge[] {
    const isStale = refusal !== undefined && REPEATABLE.has(refusal.reason)
    return this.#algorithms.map((algorithm) => this.#challenge(algorithm, isStale))
  }

  /** RFC 7616 §3.3. `domain` has no meaning to a proxy, and `opaque` would tell us nothing. */
  #challenge(algorithm: Algorithm, isStale: boolean): Challenge {
    const params = new Map([
      ['realm', this.#realm],
      ['qop', this.#qops.join(', ')],
      ['algorithm', algorithm.name],
      ['nonce', this.#nonces.mint(algorithm)],
      ['charset', 'UTF-8'],
    ])
    if (this.#takesUserhash) params.set('userhash', 'true')
    if (isStale) params.set('stale', 'true')
    return { kind: 'params', scheme: 'digest', params }
  }

  *verify(element: AuthElement, asked: Asked): Flow<Verdict, Need> {
    const read = readDigestCredentials(element)
    if (read.kind === 'malformed') return malformed(read.problem)
    const { credentials } = read
    const origin = this.#counts.find(credentials.nonce) ?? this.#nonces.read(credentials.nonce)
    const problem = this.#problemOf(credentials, origin)
    if (problem !== undefined) return malformed(problem)
    const { name, algorithm, uri } = credentials
    const user = name.kind === 'plain' ? name.username : undefined
    if (!isSameTarget(uri, asked.method, asked.target)) {
      return refused('target-mismatch', user, 'uri-of-another-request')
    }

    const what = { name, realm: this.#realm, algorithm: algorithm.base }
    let answer = yield* ask('find-digest-secret', what)
    let contentHash: string | undefined
    if (credentials.qop === 'auth-int' && isJudged(answer.secret)) {
      const { content } = asked
      const octets = content === undefined ? NOTHING : yield* ask('read-content', { content })
      if (octets === undefined) return refused('content-mismatch', user, 'content-too-large')
      contentHash = this.#tools.hash(algorithm.hash, octets)
      // The client decides how long that took: by now a thousand others may have been refused.
      if (content !== undefined) answer = yield* ask('find-digest-secret', what)
    }
    const { store, secret } = answer
    if (secret.kind === 'locked-out') {
      const { retryAfterMs } = secret
      return { ...refused('locked-out', user), retryAfterMs }
    }
    if (secret.kind === 'unavailable') return { kind: 'unavailable', store, detail: secret.detail }
    // From here on nothing waits: of two requests at once one is the first.
    return this.#judge(credentials, origin, secret, asked.method, contentHash)
  }

  /** What can be told to be wrong without knowing the secret. */
  #problemOf(credentials: DigestCredentials, origin: Origin): string | undefined {
    const { algorithm, qop, realm, name } = credentials
    if (realm !== this.#realm) return 'realm-of-another'
    if (!this.#decoys.has(algorithm)) return 'algorithm-not-offered'
    if (!this.#qops.includes(qop)) return 'qop-not-offered'
    if (name.kind === 'hashed' && !this.#takesUserhash) return 'userhash-not-offered'
    // LWP and elinks take the nonce of a SHA-256 challenge and answer with MD5.
    if (origin !== undefined && origin.code !== algorithm.code) return 'algorithm-of-another-nonce'
    return undefined
  }

  #judge(
    credentials: DigestCredentials,
    origin: Origin,
    secret: JudgedSecret,
    method: string,
    contentHash: string | undefined,
  ): Verdict {
    const { name, algorithm } = credentials
    const isKnown = secret.kind === 'found'
    const stored = isKnown ? secret.ha1.reveal() : this.#decoys.get(algorithm)!
    const user = isKnown ? secret.username : name.kind === 'plain' ? name.username : undefined
    const ha1 = this.#rightHa1(credentials, origin, stored, method, contentHash)
    if (secret.kind !== 'found') return refused('unknown-user', user)
    if (ha1 === undefined) return refused('wrong-password', user)
    if (secret.problem !== undefined) return refused(secret.problem, user)

    // RFC 2617 §3.2.1, clearer than RFC 7616 §3.3: stale is for an invalid nonce "with a valid digest
    // for that nonce". Who does not know the password is asked for it again.
    if (origin === undefined) return refused('nonce-stale', user, 'nonce-unknown')
    const { nonce, count, cnonce } = credentials
    const use = this.#counts.use(nonce, origin, count, algorithm.isSession ? cnonce : undefined)
    if (use === 'stale') return refused('nonce-stale', user, 'nonce-too-old')
    if (use === 'replayed') return refused('credentials-replayed', user)
    return {
      kind: 'accepted',
      scheme: 'digest',
      user: secret.user,
      ...(secret.groups !== undefined && { groups: secret.groups }),
      ...(secret.restrictions !== undefined && { restrictions: secret.restrictions }),
      info: this.#info(credentials, ha1),
    }
  }

  /**
   * The hashed A1 that makes the response right, or undefined. With `-sess` it may be that of the
   * nonce's first request, as RFC 7616 §3.4.2 has it, or of this one, as curl and others do it.
   */
  #rightHa1(
    credentials: DigestCredentials,
    origin: Origin,
    stored: string,
    method: string,
    contentHash: string | undefined,
  ): string | undefined {
    const { nonce, cnonce, response, algorithm } = credentials
    const isRight = (ha1: string): boolean =>
      isSameText(response, requestResponse(this.#tools, credentials, ha1, method, contentHash))

    const ha1 = sessionHa1(this.#tools, credentials, stored)
    if (isRight(ha1)) return ha1
    if (!algorithm.isSession || origin === undefined || !('cnonce' in origin)) return undefined
    if (origin.cnonce === undefined || origin.cnonce === cnonce) return undefined
    const first = sessionHa1(this.#tools, { algorithm, nonce, cnonce: origin.cnonce }, stored)
    return isRight(first) ? first : undefined
  }

  /**
   * `Proxy-Authentication-Info` (RFC 7616 §3.5, RFC 7615 §4). The response's content is not known when
   * its head goes out, so `qop` is `auth` also where the request had `auth-int`.
   */
  #info(credentials: DigestCredentials, ha1: string): string {
    const { nc, cnonce } = credentials
    const rspauth = answerResponse(this.#tools, credentials, 'auth', ha1)
    const info = `rspauth="${rspauth}", cnonce=${formatQuotedString(cnonce)}, nc=${nc}, qop=auth`
    const next = this.#nextNonce(credentials)
    return next === undefined ? info : `${info}, nextnonce="${next}"`
  }

  /**
   * Once most of a nonce's time is over, the one to go on with: the same for all that are under way. A
   * `-sess` secret belongs to its nonce, and what becomes of it with another is not defined: such a
   * client is told `stale` and begins anew.
   */
  #nextNonce({ nonce, algorithm }: DigestCredentials): string | undefined {
    const used = this.#counts.find(nonce)
    if (used === undefined || algorithm.isSession) return undefined
    const ageMs = this.#tools.nowMs() - used.issuedMs
    if (ageMs < this.#lifetimeMs * NEXT_NONCE_AT) return undefined
    used.next ??= this.#nonces.mint(algorithm)
    return used.next
  }
}

function isJudged(secret: DigestSecret): secret is JudgedSecret {
  return secret.kind !== 'locked-out' && secret.kind !== 'unavailable'
}

function algorithmsOf({ algorithms = ['SHA-256'] }: DigestOptions): readonly Algorithm[] {
  const found = algorithms.map((name) => {
    const algorithm = algorithmOf(name)
    if (algorithm !== undefined) return algorithm
    throw new RangeError(
      `There is no Digest algorithm "${name}"; there are: ${ALGORITHM_NAMES.join(', ')}`,
    )
  })
  if (found.length === 0) throw new RangeError('Digest needs at least one algorithm')
  if (new Set(found).size < found.length) throw new RangeError('A Digest algorithm is named twice')
  return found
}

function qopsOf({ qop = ['auth'] }: DigestOptions): readonly Qop[] {
  const unknown = qop.find((one) => one !== 'auth' && one !== 'auth-int')
  if (unknown !== undefined) {
    throw new RangeError(`There is no qop "${unknown}" in Digest; there are: auth, auth-int`)
  }
  if (qop.length === 0) throw new RangeError('Digest needs at least one qop')
  return [...new Set(qop)]
}

function keyOf({ key }: DigestOptions, tools: Tools): Uint8Array {
  if (key === undefined) return tools.random(KEY_OCTETS_MIN)
  if (key.length >= KEY_OCTETS_MIN) return key
  throw new RangeError(
    `The key for Digest's nonces has ${key.length} octets: ${KEY_OCTETS_MIN} or more are needed`,
  )
}

function checkPositive(value: number, what: string): number {
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new RangeError(`The ${what} is ${value}: it must be a whole number above 0`)
}

function malformed(detail: string): Refused {
  return { kind: 'refused', reason: 'credentials-malformed', scheme: 'digest', detail }
}

function refused(reason: Refusal, user: string | undefined, detail?: string): Refused {
  return {
    kind: 'refused',
    reason,
    scheme: 'digest',
    ...(user !== undefined && { user }),
    ...(detail !== undefined && { detail }),
  }
}

/**
 * Refusals of somebody who has the password: with `stale=true` a client goes on without asking its user
 * again. A replay is one of them, as an honest client that sent a request twice would otherwise be lost.
 */
const REPEATABLE: ReadonlySet<Refusal> = new Set(['nonce-stale', 'credentials-replayed'])

/** Apache's `AuthDigestNonceLifetime`: 300 s; Squid's `nonce_max_duration`: 30 minutes. */
const LIFETIME_MS = 300_000
/** About 20 MB. */
const NONCES_MAX = 65_536
const NEXT_NONCE_AT = 0.75
const KEY_OCTETS_MIN = 32
const NOTHING = new Uint8Array(0)
