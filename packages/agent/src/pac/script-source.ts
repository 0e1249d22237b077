import type { PacLimits } from './pac-limits.ts'
import type { PacProblem } from './pac-problem.ts'
import { describePacSource, type PacSource } from './pac-source.ts'
import { readScript } from './read-script.ts'
import type { Validators } from './script-text.ts'

export type CurrentScript =
  | { readonly kind: 'script'; readonly script: string }
  | { readonly kind: 'none'; readonly problem: PacProblem }

export interface ScriptSourceOptions {
  readonly source: PacSource
  readonly limits: PacLimits
  readonly nowMs: () => number
  readonly onProblem: (problem: PacProblem) => void
}

interface Kept {
  readonly script: string
  readonly validators: Validators
  freshUntilMs: number
}

/**
 * The script of one source, kept current. The first question waits for it; later the one from before is
 * used while a new one is asked for, and for a bounded time when none comes.
 */
export class ScriptSource {
  readonly #options: ScriptSourceOptions
  #kept: Kept | undefined
  #problem: PacProblem | undefined
  #notBeforeMs = Number.NEGATIVE_INFINITY
  #asking: Promise<void> | undefined
  #isDoubtful = false
  readonly #closing = new AbortController()

  constructor(options: ScriptSourceOptions) {
    this.#options = options
  }

  async current(): Promise<CurrentScript> {
    const { nowMs, limits } = this.#options
    const now = nowMs()
    if (this.#kept && now > this.#kept.freshUntilMs + limits.staleMsMax) this.#kept = undefined
    const isFresh = this.#kept !== undefined && now < this.#kept.freshUntilMs
    if (this.#kept && isFresh && !this.#isDoubtful) return { ...this.#kept, kind: 'script' }
    if (now >= this.#notBeforeMs) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined
      })
    }
    if (this.#kept === undefined || this.#isDoubtful) await this.#asking
    if (this.#kept) return { kind: 'script', script: this.#kept.script }
    return { kind: 'none', problem: this.#problem! }
  }

  /**
   * The one that is kept may be another network's: the next question waits for the source, and gets it
   * still when the source gives none.
   */
  doubt(): void {
    this.#isDoubtful = true
    this.#notBeforeMs = Number.NEGATIVE_INFINITY
  }

  /** Nobody waits for a server any more. */
  close(): void {
    this.#closing.abort()
  }

  async #ask(): Promise<void> {
    const { source, limits, nowMs, onProblem } = this.#options
    const { signal } = this.#closing
    const read = await readScript(source, this.#kept?.validators ?? {}, limits, signal)
    this.#isDoubtful = false
    const now = nowMs()
    if (read.kind === 'script') {
      this.#kept = { ...read, freshUntilMs: now + read.freshMs }
    } else if (read.kind === 'unchanged' && this.#kept) {
      this.#kept.freshUntilMs = now + read.freshMs
    } else {
      this.#notBeforeMs = now + limits.retryMs
      this.#problem = problemOf(read, source)
      const { detail } = this.#problem
      const stale = `${detail}; the script from before is used`
      if (signal.aborted) return
      onProblem(this.#kept ? { code: 'SOURCE_STALE', detail: stale } : this.#problem)
    }
  }
}

function problemOf(
  read: Exclude<Awaited<ReturnType<typeof readScript>>, { kind: 'script' }>,
  source: PacSource,
): PacProblem {
  if (read.kind === 'failed') return { code: read.code, detail: read.detail }
  const detail = `${describePacSource(source)} says "not changed" of a script that it never gave`
  return { code: 'SOURCE_UNAVAILABLE', detail }
}
