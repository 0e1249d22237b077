import { formatChallenge, parseCredentials } from '@hopwise/http'
import type { Asked, Peer } from './asked.ts'
import { drive } from './flow.ts'
import type { GuessGuard } from './guessing/guess-guard.ts'
import type { Remembered } from './remembered.ts'
import type { ServerScheme } from './scheme.ts'
import { isRegisteredScheme } from './schemes.ts'
import { type Attempt, answersFrom, type Sources, versionOf } from './sources.ts'
import type { Accepted, Authenticator, Refusal, Refused, Verdict } from './verdict.ts'

export interface AuthenticatorOptions {
  /** In the order they are offered. */
  readonly schemes: readonly ServerScheme[]
  readonly sources: Sources
  readonly remembered: Remembered
  /** A one-way function of a field value, keyed with a secret of this process. Fast: asked per request. */
  readonly fingerprint: (fieldValue: string) => string
  readonly guard?: GuessGuard | undefined
}

/** Judges what clients send, by asking the sources or by remembering what they said. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  return new SchemesAuthenticator(options)
}

class SchemesAuthenticator implements Authenticator {
  readonly #options: AuthenticatorOptions
  readonly #schemes: ReadonlyMap<string, ServerScheme>
  /** Names of schemes whose verdicts are not remembered. */
  readonly #unremembered: readonly string[]

  constructor(options: AuthenticatorOptions) {
    this.#options = options
    this.#schemes = new Map(options.schemes.map((scheme) => [scheme.name, scheme]))
    this.#unremembered = options.schemes.flatMap(({ name, isReusable }) => (isReusable ? [] : name))
  }

  challenges(refusal?: Refused): readonly string[] {
    const schemes = this.#options.schemes.filter(
      // Between two rounds another scheme would be a way out of the one that is under way.
      ({ name }) => refusal?.reason !== 'round-continues' || name === refusal.scheme,
    )
    return schemes.flatMap((scheme) =>
      scheme.challenges(refusal?.scheme === scheme.name ? refusal : undefined).map(formatChallenge),
    )
  }

  authenticate(values: readonly string[], asked: Asked): Verdict | Promise<Verdict> {
    const value = values[0]
    if (value === undefined) return this.#signedIn(asked) ?? MISSING
    // Which of two would count is anybody's guess, and a guess is what an attacker hopes for.
    if (values.length > 1) return REPEATED
    if (value.length > VALUE_LENGTH_MAX) return TOO_LONG
    const attempt = new OneAttempt(value, asked, this.#options)
    // Of what is another value with each request there is nothing to recall.
    if (this.#isNew(value)) return this.#judge(value, attempt)
    const { id, version } = attempt
    return this.#options.remembered.recall(id, version) ?? this.#judge(value, attempt)
  }

  #isNew(value: string): boolean {
    return this.#unremembered.some((scheme) => startsWith(value, scheme))
  }

  /** A configuration that was replaced is another authenticator: whoever signed in to the old one signs in anew. */
  #signedIn({ peer }: Asked): Accepted | undefined {
    return peer.signedIn?.to === this ? peer.signedIn.as : undefined
  }

  #judge(value: string, attempt: Attempt): Verdict | Promise<Verdict> {
    const credentials = parseCredentials(value)
    if (credentials.kind === 'malformed') {
      const detail = `character ${credentials.column + 1}`
      return { kind: 'refused', reason: 'credentials-malformed', detail }
    }
    const scheme = this.#schemes.get(credentials.scheme)
    if (scheme === undefined) return notOffered(credentials.scheme)
    const answers = answersFrom(this.#options.sources, attempt)
    const verdict = drive(scheme.verify(credentials, attempt.asked), answers)
    if (!(verdict instanceof Promise)) return this.#settle(verdict, scheme, attempt)
    return verdict.then((judged) => this.#settle(judged, scheme, attempt))
  }

  #settle(
    verdict: Verdict,
    { isReusable, bindsConnection = false }: ServerScheme,
    attempt: Attempt,
  ): Verdict | Promise<Verdict> {
    const { peer } = attempt.asked
    if (verdict.kind === 'accepted') {
      if (isReusable) this.#options.remembered.remember(attempt.id, attempt.version, verdict)
      // Its mutual token belongs to this one answer.
      if (bindsConnection) peer.signedIn = { to: this, as: { ...verdict, mutual: undefined } }
      this.#options.guard?.accepted(verdict.user, peer.address)
      return verdict
    }
    peer.signedIn = undefined
    if (verdict.kind === 'unavailable' || !GUESSES.has(verdict.reason)) return verdict
    const { guard } = this.#options
    return guard === undefined ? verdict : this.#slowed(verdict, attempt.id, peer.address, guard)
  }

  async #slowed(
    verdict: Refused,
    id: string,
    address: string,
    guard: GuessGuard,
  ): Promise<Verdict> {
    const holdMs = await guard.refused(verdict.user, address, id)
    return holdMs > 0 ? { ...verdict, holdMs } : verdict
  }
}

/** What is asked about one field value; the costly part only when somebody wants it. */
class OneAttempt implements Attempt {
  readonly version: number
  readonly guard: GuessGuard | undefined
  readonly asked: Asked
  readonly #value: string
  readonly #fingerprint: (fieldValue: string) => string
  #id: string | undefined

  constructor(value: string, asked: Asked, options: AuthenticatorOptions) {
    this.version = versionOf(options.sources)
    this.guard = options.guard
    this.asked = asked
    this.#value = value
    this.#fingerprint = options.fingerprint
  }

  get id(): string {
    this.#id ??= this.#idOf(this.#value, this.asked.peer)
    return this.#id
  }

  /** The connection's own requests hold the value anyway, so nothing is kept that was not there. */
  #idOf(value: string, peer: Peer): string {
    const by = this.#fingerprint
    if (peer.latest?.value === value && peer.latest.by === by) return peer.latest.id
    const id = by(value)
    peer.latest = { value, id, by }
    return id
  }
}

/** Whether the field value begins with a scheme, which counts in any case of letters, and a space. */
function startsWith(value: string, scheme: string): boolean {
  const { length } = scheme
  if (value[length] !== ' ') return false
  return value.slice(0, length).toLowerCase() === scheme
}

function notOffered(scheme: string): Verdict {
  return isRegisteredScheme(scheme)
    ? { kind: 'refused', reason: 'scheme-not-offered', scheme }
    : { kind: 'refused', reason: 'scheme-not-offered' }
}

/** Refusals that a guesser provokes. A stale nonce, a further round or a ticket for another key is nobody's guess. */
const GUESSES: ReadonlySet<Refusal> = new Set(['unknown-user', 'wrong-password', 'token-unknown'])

/** Kerberos tickets with many groups come to 12 KiB, 16 in base64; Windows allows 48 KiB. */
const VALUE_LENGTH_MAX = 65_536

const MISSING: Verdict = { kind: 'refused', reason: 'credentials-missing' }
const REPEATED: Verdict = { kind: 'refused', reason: 'credentials-repeated' }
const TOO_LONG: Verdict = { kind: 'refused', reason: 'credentials-malformed', detail: 'too-long' }
