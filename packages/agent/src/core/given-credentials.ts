import { type Answers, type ClientNeed, decodeUserPass, type Login, Secret } from '@hopwise/auth'

/** Who asks for a value, so that it can be told apart from others who wait for its trial. */
type Asking = object

/**
 * A value of `Proxy-Authorization` that a program has written out itself. Nobody has to ask for it: the
 * program has said that this proxy is to have it. What holds for all credentials holds for it, too: one
 * that was refused is not sent again until it changes, and one that has not been accepted yet is tried
 * by one request at a time.
 *
 * What is in it can answer challenges of other schemes: the login of a Basic value is good for Digest.
 */
export class GivenCredentials {
  readonly #source: () => string | undefined
  /** Values that are not sent any more, and whether that is because they are wrong. */
  readonly #dropped = new Map<string, 'refused' | 'not-asked-for'>()
  #accepted: string | undefined
  /** Of that one, since it was accepted last. */
  #refusals = 0
  #trial:
    | { readonly by: Asking; readonly ended: Promise<void>; readonly end: () => void }
    | undefined

  /** @param source is asked before each request; undefined where there is none at the moment */
  constructor(source: () => string | undefined) {
    this.#source = source
  }

  /** Whether the value of now has been accepted, so that nobody has to wait for it. */
  get isAccepted(): boolean {
    return this.#isTrusted(this.#source())
  }

  /** Whether the value of now was refused when it was sent last. */
  get isRefused(): boolean {
    const value = this.#source()
    if (value === undefined) return false
    return (
      this.#dropped.get(value) === 'refused' || (value === this.#accepted && this.#refusals > 0)
    )
  }

  /** In lower case. */
  get scheme(): string | undefined {
    const value = this.#source()
    return value === undefined ? undefined : schemeOf(value)
  }

  /** What to send unasked; whoever takes it says what became of it. */
  take(by: Asking): Secret | undefined {
    const value = this.#source()
    if (value === undefined || this.#dropped.has(value)) return undefined
    if (!this.#isTrusted(value) && this.#trial === undefined) this.#beginTrial(by)
    return new Secret(value)
  }

  /** Whether to wait until somebody else has tried it. */
  mustWait(by: Asking): boolean {
    return this.#trial !== undefined && this.#trial.by !== by && !this.isAccepted
  }

  accept(value: Secret, by: Asking): void {
    this.#accepted = value.reveal()
    this.#refusals = 0
    this.end(by)
  }

  /** @param schemes what the proxy asks for instead, in lower case */
  refuse(value: Secret, schemes: readonly string[], by: Asking): void {
    const text = value.reveal()
    const isJudged = schemes.length === 0 || schemes.includes(schemeOf(text))
    // Some proxies ask again for what this user may not see: once accepted, one refusal is no proof.
    const isSure = text !== this.#accepted || ++this.#refusals >= REFUSALS_MAX
    if (!isJudged) this.#drop(text, 'not-asked-for')
    else if (isSure) this.#drop(text, 'refused')
    this.end(by)
  }

  /** It came to nothing, or is over. */
  end(by: Asking): void {
    if (this.#trial?.by !== by) return
    const { end } = this.#trial
    this.#trial = undefined
    end()
  }

  /** Answers with what is in the value, and where that is nothing as `otherwise` does. */
  answering(otherwise: Answers<ClientNeed>): Answers<ClientNeed> {
    return {
      ...otherwise,
      'find-login': (asked) =>
        asked.scheme === ITS_TRIAL
          ? this.#trial?.ended.then(() => undefined)
          : (this.#login() ?? otherwise['find-login'](asked)),
      'find-token': (asked) => this.#token() ?? otherwise['find-token'](asked),
    }
  }

  #login(): Login | undefined {
    const token68 = this.#tokenOf('basic')
    const pair = token68 === undefined ? undefined : decodeUserPass(token68)
    return pair?.kind === 'user-pass' ? pair : undefined
  }

  #token(): Secret | undefined {
    const token = this.#tokenOf('bearer')
    return token === undefined ? undefined : new Secret(token)
  }

  #tokenOf(scheme: string): string | undefined {
    if (this.scheme !== scheme || this.isRefused) return undefined
    return this.#source()?.trim().slice(scheme.length).trim()
  }

  #isTrusted(value: string | undefined): boolean {
    return value !== undefined && value === this.#accepted && this.#refusals === 0
  }

  #beginTrial(by: Asking): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#trial = { by, ended: promise, end: resolve }
  }

  #drop(value: string, because: 'refused' | 'not-asked-for'): void {
    if (value === this.#accepted) this.#accepted = undefined
    this.#refusals = 0
    this.#dropped.set(value, because)
    if (this.#dropped.size <= DROPPED_MAX) return
    for (const oldest of this.#dropped.keys()) return void this.#dropped.delete(oldest)
  }
}

function schemeOf(value: string): string {
  return value.trim().split(/\s/, 1)[0]?.toLowerCase() ?? ''
}

/** A scheme that there is not: whoever asks for its login is answered when the trial is over. */
export const ITS_TRIAL = ''
/** Accounts lock after five or so. */
const REFUSALS_MAX = 3
const DROPPED_MAX = 256
