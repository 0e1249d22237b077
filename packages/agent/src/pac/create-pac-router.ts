import { type AskedWorld, askScript } from './ask-script.ts'
import { type LookUp, Lookups, lookUpBySystem } from './lookups.ts'
import { ownAddresses } from './own-addresses.ts'
import { PAC_LIMITS, type PacLimits } from './pac-limits.ts'
import { PacError, type PacProblem, quoted } from './pac-problem.ts'
import { parsePacSource } from './pac-source.ts'
import { parseWays } from './parse-ways.ts'
import { ScriptSource } from './script-source.ts'
import { createScriptThread, type ScriptThread } from './script-thread.ts'
import { type SeenUrl, seenUrl } from './seen-url.ts'
import type { Way } from './way.ts'

export interface PacRouterOptions {
  /**
   * The ways to take when the script gives none: it cannot be fetched, it fails, its answer cannot be
   * read. Absent: `choose` rejects. Where a proxy guards the way out, `direct` here goes around it.
   */
  readonly otherwise?: readonly Way[] | undefined
  /** Told of everything that did not go as the script or its server meant it. Must not throw. */
  readonly onProblem?: ((problem: PacProblem) => void) | undefined
  /** What the script says by `alert`, without controls. */
  readonly onAlert?: ((message: string, origin: string) => void) | undefined
  readonly limits?: Partial<PacLimits> | undefined
  /** In the place of the system's resolver. */
  readonly lookUp?: LookUp | undefined
  /** In the place of this machine's own, for `myIpAddress`. */
  readonly ownAddresses?: (() => Promise<readonly string[]>) | undefined
  readonly nowMs?: (() => number) | undefined
}

export interface PacRouter {
  /**
   * The ways to a URL in the order in which they are to be tried; at least one.
   *
   * @throws {PacError} when there is none, and `otherwise` was not given
   * @throws {TypeError} when it is no URL with a host
   */
  choose(url: string | URL): Promise<readonly Way[]>
  /**
   * Reads the script now, so that the first question does not wait for it and `onProblem` hears what
   * is wrong. Never rejects.
   */
  prepare(): Promise<void>
  /**
   * This machine is in another network: addresses, names and answers are forgotten, and the source is
   * asked before the next question is answered.
   */
  networkChanged(): void
  /** Ends the thread of the script. Questions that wait fail; those that come later reject. */
  close(): Promise<void>
}

/**
 * Chooses ways by a PAC script. Nothing is read or started before the first question.
 *
 * @param source an http, https, file or data URL, an absolute path, or `wpad`
 * @throws {TypeError} when it is none of these
 */
export function createPacRouter(source: string | URL, options: PacRouterOptions = {}): PacRouter {
  return new ScriptRouter(source, options)
}

interface Answer {
  readonly ways: Promise<readonly Way[] | PacProblem>
  untilMs: number
}

class ScriptRouter implements PacRouter {
  readonly #options: PacRouterOptions
  readonly #limits: PacLimits
  readonly #source: ScriptSource
  readonly #lookups: Lookups
  readonly #answers = new Map<string, Answer>()
  #thread: ScriptThread | undefined
  #script: string | undefined
  #broken: { readonly problem: PacProblem; readonly untilMs: number } | undefined
  #isClosed = false

  constructor(source: string | URL, options: PacRouterOptions) {
    const limits = { ...PAC_LIMITS, ...options.limits }
    this.#options = options
    this.#limits = limits
    this.#source = new ScriptSource({
      source: parsePacSource(source),
      limits,
      nowMs: () => this.#nowMs(),
      onProblem: (problem) => options.onProblem?.(problem),
    })
    this.#lookups = new Lookups(options.lookUp ?? lookUpBySystem, limits, () => this.#nowMs())
  }

  async choose(url: string | URL): Promise<readonly Way[]> {
    const seen = seenUrl(url)
    this.#assertOpen()
    const current = await this.#source.current()
    this.#assertOpen()
    // Its source has said so to `onProblem` already.
    if (current.kind === 'none') return this.#otherwise({ ...current.problem, origin: seen.origin })
    this.#use(current.script)
    const ways = await this.#remembered(seen)
    return 'code' in ways ? this.#otherwise(ways) : ways
  }

  async prepare(): Promise<void> {
    if (!this.#isClosed) await this.#source.current()
  }

  networkChanged(): void {
    this.#source.doubt()
    this.#lookups.forget()
    this.#answers.clear()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#source.close()
    await this.#thread?.close()
  }

  /** A new script has nothing of the old one: neither its answers nor its globals. */
  #use(script: string): void {
    if (script === this.#script) return
    void this.#thread?.close()
    this.#script = script
    this.#thread = createScriptThread(script, this.#limits)
    this.#answers.clear()
    this.#broken = undefined
  }

  #remembered(seen: SeenUrl): Promise<readonly Way[] | PacProblem> {
    const known = this.#answers.get(seen.url)
    if (known !== undefined && this.#nowMs() < known.untilMs) return known.ways
    const { answerTtlMs, retryMs, answersMax } = this.#limits
    const answer: Answer = { ways: this.#ask(seen), untilMs: Number.POSITIVE_INFINITY }
    this.#answers.delete(seen.url)
    this.#answers.set(seen.url, answer)
    const settle = (ttlMs: number): void => {
      answer.untilMs = this.#nowMs() + ttlMs
    }
    answer.ways.then(
      (ways) => settle('code' in ways ? Math.min(retryMs, answerTtlMs) : answerTtlMs),
      () => settle(0),
    )
    for (const key of this.#answers.keys()) {
      if (this.#answers.size <= answersMax) break
      this.#answers.delete(key)
    }
    return answer.ways
  }

  async #ask(seen: SeenUrl): Promise<readonly Way[] | PacProblem> {
    const thread = this.#thread!
    if (this.#broken && this.#nowMs() < this.#broken.untilMs) {
      return { ...this.#broken.problem, origin: seen.origin }
    }
    const outcome = await askScript(thread, seen, await this.#world(), this.#limits)
    const { origin } = seen
    if (outcome.kind === 'failed') {
      // A new script came meanwhile and ended the thread of this one.
      if (thread !== this.#thread && !this.#isClosed) return this.#ask(seen)
      const problem = this.#told({ code: outcome.code, detail: outcome.detail, origin })
      // Another question would cost as much again, and a queue of them would hold up everybody.
      if (COSTLY.has(outcome.code)) {
        this.#broken = { problem, untilMs: this.#nowMs() + this.#limits.retryMs }
      }
      return problem
    }
    for (const message of outcome.alerts) this.#options.onAlert?.(quoted(message), origin)
    const { ways, problems } = parseWays(outcome.answer)
    for (const problem of problems) this.#told({ ...problem, origin })
    return ways.length > 0 ? ways : { ...problems.at(-1)!, origin }
  }

  async #world(): Promise<AskedWorld> {
    const own = await (this.#options.ownAddresses ?? ownAddresses)()
    return { lookups: this.#lookups, ownAddresses: own, nowMs: this.#nowMs() }
  }

  #told(problem: PacProblem): PacProblem {
    this.#options.onProblem?.(problem)
    return problem
  }

  #otherwise(problem: PacProblem): readonly Way[] {
    if (this.#options.otherwise && this.#options.otherwise.length > 0)
      return this.#options.otherwise
    throw new PacError(problem)
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new Error('The PAC router is closed')
  }

  #nowMs(): number {
    return (this.#options.nowMs ?? Date.now)()
  }
}

const COSTLY: ReadonlySet<string> = new Set(['SCRIPT_TIMEOUT', 'SCRIPT_OUT_OF_MEMORY'])
