import { formatChallenge, parseCredentials } from '@hopwise/http'
import type { Asked } from './asked.ts'
import { drive } from './flow.ts'
import type { GuessGuard } from './guessing/guess-guard.ts'
import type { Remembered } from './remembered.ts'
import type { ServerScheme } from './scheme.ts'
import { isRegisteredScheme } from './schemes.ts'
import { answersFrom, type Sources, versionOf } from './sources.ts'
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

  constructor(options: AuthenticatorOptions) {
    this.#options = options
    this.#schemes = new Map(options.schemes.map((scheme) => [scheme.name, scheme]))
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
    const id = this.#options.fingerprint(value)
    const version = versionOf(this.#options.sources)
    return this.#options.remembered.recall(id, version) ?? this.#judge(value, id, version, asked)
  }

  /** A configuration that was replaced is another authenticator: whoever signed in to the old one signs in anew. */
  #signedIn({ peer }: Asked): Accepted | undefined {
    return peer.signedIn?.to === this ? peer.signedIn.as : undefined
  }

  #judge(value: string, id: string, version: number, asked: Asked): Verdict | Promise<Verdict> {
    const credentials = parseCredentials(value)
    if (credentials.kind === 'malformed') {
      const detail = `character ${credentials.column + 1}`
      return { kind: 'refused', reason: 'credentials-malformed', detail }
    }
    const scheme = this.#schemes.get(credentials.scheme)
    if (scheme === undefined) return notOffered(credentials.scheme)
    const { sources, guard } = this.#options
    const answers = answersFrom(sources, { id, version, guard, asked })
    const verdict = drive(scheme.verify(credentials, asked), answers)
    const settle = (judged: Verdict) => this.#settle(judged, scheme, id, version, asked)
    return verdict instanceof Promise ? verdict.then(settle) : settle(verdict)
  }

  #settle(
    verdict: Verdict,
    { isReusable, bindsConnection = false }: ServerScheme,
    id: string,
    version: number,
    { peer }: Asked,
  ): Verdict | Promise<Verdict> {
    if (verdict.kind === 'accepted') {
      if (isReusable) this.#options.remembered.remember(id, version, verdict)
      // Its mutual token belongs to this one answer.
      if (bindsConnection) peer.signedIn = { to: this, as: { ...verdict, mutual: undefined } }
      this.#options.guard?.accepted(verdict.user, peer.address)
      return verdict
    }
    peer.signedIn = undefined
    if (verdict.kind === 'unavailable' || !GUESSES.has(verdict.reason)) return verdict
    const { guard } = this.#options
    return guard === undefined ? verdict : this.#slowed(verdict, id, peer.address, guard)
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
