import type { Asked, Authenticator, Refused, Verdict } from '@hopwise/auth'

/**
 * An authenticator that knows whether somebody is still waiting for its verdict: what it asks must not
 * be closed before.
 */
export class Retirable implements Authenticator {
  readonly #authenticator: Authenticator
  #waiting = 0
  #isUnused: (() => void) | undefined

  constructor(authenticator: Authenticator) {
    this.#authenticator = authenticator
  }

  challenges(refusal?: Refused): readonly string[] {
    return this.#authenticator.challenges(refusal)
  }

  authenticate(credentials: readonly string[], asked: Asked): Verdict | Promise<Verdict> {
    const verdict = this.#authenticator.authenticate(credentials, asked)
    return verdict instanceof Promise ? this.#counted(verdict) : verdict
  }

  /** Resolves when the last verdict is there. From now on nobody new asks. */
  whenUnused(): Promise<void> {
    if (this.#waiting === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#isUnused = resolve
    })
  }

  async #counted(verdict: Promise<Verdict>): Promise<Verdict> {
    this.#waiting++
    try {
      return await verdict
    } finally {
      this.#waiting--
      if (this.#waiting === 0) this.#isUnused?.()
    }
  }
}
