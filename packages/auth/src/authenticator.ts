import { formatChallenge, parseCredentials } from '@hopwise/http'
import { type Answers, drive } from './flow.ts'
import type { Remembered } from './remembered.ts'
import type { ServerScheme } from './scheme.ts'
import { isRegisteredScheme } from './schemes.ts'
import type { Authenticator, PasswordCheck, PasswordStore, Verdict } from './verdict.ts'
import type { Verifications } from './verifications.ts'

export interface AuthenticatorOptions {
  /** In the order they are offered. */
  readonly schemes: readonly ServerScheme[]
  readonly store: PasswordStore
  readonly remembered: Remembered
  readonly verifications: Verifications<PasswordCheck>
  /** A one-way function of a field value, keyed with a secret of this process. Fast: asked per request. */
  readonly fingerprint: (fieldValue: string) => string
}

/** Judges what clients send, by asking the store or by remembering what it said. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { store, remembered, verifications, fingerprint } = options
  const schemes = new Map(options.schemes.map((scheme) => [scheme.name, scheme]))

  function judge(value: string, id: string, version: number): Verdict | Promise<Verdict> {
    const credentials = parseCredentials(value)
    if (credentials.kind === 'malformed') {
      const detail = `character ${credentials.column + 1}`
      return { kind: 'refused', reason: 'credentials-malformed', detail }
    }
    const scheme = schemes.get(credentials.scheme)
    if (scheme === undefined) return notOffered(credentials.scheme)
    return verify(scheme.verify(credentials), id, version)
  }

  async function verify(
    flow: ReturnType<ServerScheme['verify']>,
    id: string,
    version: number,
  ): Promise<Verdict> {
    const verdict = await drive(flow, answersFor(id, version))
    if (verdict.kind === 'accepted') remembered.remember(id, version, verdict)
    return verdict
  }

  /** The version is part of what is shared: a changed password is a new question. */
  function answersFor(id: string, version: number): Answers<'check-password'> {
    return {
      'check-password': async ({ username, password }) => {
        const check = verifications.run(`${version} ${id}`, () => store.check(username, password))
        return { store: store.name, check: check === undefined ? TOO_MANY : await check }
      },
    }
  }

  return {
    challenges: options.schemes.map(({ challenge }) => formatChallenge(challenge)),
    authenticate(values) {
      const value = values[0]
      if (value === undefined) return MISSING
      // Which of two would count is anybody's guess, and a guess is what an attacker hopes for.
      if (values.length > 1) return REPEATED
      if (value.length > VALUE_LENGTH_MAX) return TOO_LONG
      const id = fingerprint(value)
      const version = store.version()
      return remembered.recall(id, version) ?? judge(value, id, version)
    },
  }
}

function notOffered(scheme: string): Verdict {
  return isRegisteredScheme(scheme)
    ? { kind: 'refused', reason: 'scheme-not-offered', scheme }
    : { kind: 'refused', reason: 'scheme-not-offered' }
}

/** Kerberos tickets with many groups come to 12 KiB, 16 in base64; Windows allows 48 KiB. */
const VALUE_LENGTH_MAX = 65_536

const MISSING: Verdict = { kind: 'refused', reason: 'credentials-missing' }
const REPEATED: Verdict = { kind: 'refused', reason: 'credentials-repeated' }
const TOO_LONG: Verdict = { kind: 'refused', reason: 'credentials-malformed', detail: 'too-long' }
const TOO_MANY: PasswordCheck = { kind: 'unavailable', detail: 'too many verifications wait' }
