import type { Login } from '../flow.ts'
import type { Secret } from '../secret.ts'
import type { Tools } from '../serve-settings.ts'
import { AcceptedSecret } from './accepted-secret.ts'

/**
 * - `free`: it may be spent
 * - `doubted`: it was accepted before and has been refused since, and is not spent on this errand
 * - `refused`: it is not spent any more
 */
export type Standing = 'free' | 'doubted' | 'refused'

/**
 * What one protection space has said about secrets: accepted, refused, or being tried. A version is a
 * hash of a secret: another password, or the same one of another user, is another version.
 *
 * Accounts lock after a few refusals, so a version that was refused is not spent again, and one that
 * nobody has accepted yet, or that is in doubt, is tried by one request at a time.
 */
export class SecretVersions {
  readonly #tools: Tools
  readonly #accepted = new Map<string, AcceptedSecret>()
  readonly #refused = new Set<string>()
  readonly #trials = new Map<string, Trial>()
  /** That was accepted last. */
  #newest: AcceptedSecret | undefined
  #latest: Version | undefined

  constructor(tools: Tools) {
    this.#tools = tools
  }

  ofLogin({ username, password }: Login): string {
    return this.#versionOf(username, password.reveal())
  }

  ofToken(token: Secret): string {
    return this.#versionOf(undefined, token.reveal())
  }

  /** Accepted, and nothing has come since that would speak against it. */
  isTrusted(version: string): boolean {
    return this.#accepted.get(version)?.isDoubted === false
  }

  /** The target of a CONNECT that was let through with it, the latest. */
  goodTunnelOf(version: string): string | undefined {
    return this.#accepted.get(version)?.goodTunnel
  }

  /** @param errand what it would be spent on, see `Errands` */
  standingOf(version: string, errand: string): Standing {
    if (this.#refused.has(version)) return 'refused'
    return this.#accepted.get(version)?.mayServe(errand) === false ? 'doubted' : 'free'
  }

  /** Resolves when somebody else's trial of this version has ended; undefined when there is none. */
  trialOf(version: string, mine: object): Promise<void> | undefined {
    const trial = this.#trials.get(version)
    return trial === undefined || trial.by === mine ? undefined : trial.ended
  }

  beginTrial(version: string, by: object): void {
    if (this.isTrusted(version) || this.#trials.has(version)) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#trials.set(version, { by, ended: promise, end: resolve, beside: 0 })
  }

  /**
   * For who has waited long enough for somebody else's trial: whether to try beside it. A refusal comes soon,
   * because it takes nobody but the proxy; an answer may be as slow as the origin.
   */
  joinTrial(version: string): boolean {
    const trial = this.#trials.get(version)
    if (trial === undefined || trial.beside >= BESIDE_MAX) return false
    trial.beside++
    return true
  }

  /** Ends a trial without a verdict: whoever waits is next. */
  endTrial(version: string, by: object): void {
    if (this.#trials.get(version)?.by === by) this.#conclude(version)
  }

  accept(version: string, errand: string): void {
    const accepted = this.#accepted.get(version) ?? new AcceptedSecret()
    accepted.accept(errand)
    this.#conclude(version)
    if (accepted === this.#newest) return
    this.#newest = accepted
    this.#refused.delete(version)
    this.#accepted.delete(version)
    this.#accepted.set(version, accepted)
    forgetOldest(this.#accepted)
  }

  refuse(version: string, errand: string): void {
    const isTrial = this.#trials.has(version)
    this.#conclude(version)
    if (this.#accepted.get(version)?.refuse(errand, isTrial)) return
    this.#accepted.delete(version)
    this.#refused.delete(version)
    this.#refused.add(version)
    forgetOldest(this.#refused)
  }

  #conclude(version: string): void {
    const trial = this.#trials.get(version)
    if (trial === undefined) return
    this.#trials.delete(version)
    trial.end()
  }

  /** The same secret is asked about with each request: its hash is made once. */
  #versionOf(username: string | undefined, text: string): string {
    const latest = this.#latest
    if (latest?.text === text && latest.username === username) return latest.version
    const whole = username === undefined ? `token\0${text}` : `login\0${username}\0${text}`
    const version = this.#tools.hash('sha256', whole)
    this.#latest = { username, text, version }
    return version
  }
}

/** Of a login, or of a token, which has no user. */
interface Version {
  readonly username: string | undefined
  readonly text: string
  readonly version: string
}

interface Trial {
  readonly by: object
  readonly ended: Promise<void>
  readonly end: () => void
  /** How many who would not wait any more have tried the same. */
  beside: number
}

/** The oldest gives way: a source of ever new tokens must not fill the memory. */
function forgetOldest(versions: Set<string> | Map<string, unknown>): void {
  if (versions.size <= VERSIONS_MAX) return
  for (const oldest of versions.keys()) return void versions.delete(oldest)
}

/** With the trial itself three: accounts lock after five. */
const BESIDE_MAX = 2
const VERSIONS_MAX = 256
