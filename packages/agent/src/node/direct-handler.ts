import { type Attempt, drive } from '@hopwise/auth'
import { isIdempotent } from '@hopwise/http'
import type { Dispatcher } from 'undici'
import type { Hop } from './hop.ts'
import { isProxysOwn } from './whose-challenge.ts'

type Controller = Dispatcher.DispatchController
type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2]

export interface DirectHandlerOptions {
  readonly handler: Dispatcher.DispatchHandler
  readonly attempt: Attempt
  readonly hop: Hop
  readonly method: string
  readonly target: string
  /** Sends the request once more, the long way. */
  readonly again: () => void
}

/**
 * Stands between undici and a program for a request that was sent with credentials unasked. A 407 is
 * not passed on: the asker learns of it, and the request goes the long way.
 */
export class DirectHandler implements Dispatcher.DispatchHandler {
  readonly #options: DirectHandlerOptions
  #isChallenged = false
  /** Until it is known what the 407 means for the credentials. */
  #learnt: Promise<void> = Promise.resolve()
  #isStarted = false

  constructor(options: DirectHandlerOptions) {
    this.#options = options
  }

  onRequestStart(controller: Controller, context: unknown): void {
    this.#options.handler.onRequestStart?.(controller, context)
  }

  onRequestUpgrade(
    ...args: Parameters<NonNullable<Dispatcher.DispatchHandler['onRequestUpgrade']>>
  ): void {
    this.#options.attempt.settle(args[1])
    this.#options.handler.onRequestUpgrade?.(...args)
  }

  onResponseStart(controller: Controller, status: number, headers: Headers, phrase?: string): void {
    const { handler, attempt } = this.#options
    if (status === 407) {
      this.#challenged(valuesIn(headers, 'proxy-authenticate'))
      return
    }
    if (status >= 200) {
      this.#isStarted = true
      const info = valuesIn(headers, 'proxy-authentication-info')
      if (attempt.settle(status, info) === 'wrong') {
        const { hop, target } = this.#options
        controller.abort(hop.notAuthentic(target))
        return
      }
    }
    handler.onResponseStart?.(controller, status, headers, phrase)
  }

  onResponseData(controller: Controller, piece: Buffer): void {
    if (!this.#isChallenged) this.#options.handler.onResponseData?.(controller, piece)
  }

  onResponseEnd(controller: Controller, trailers: Headers): void {
    if (this.#isChallenged) this.#goAgain()
    else this.#options.handler.onResponseEnd?.(controller, trailers)
  }

  onResponseError(controller: Controller, error: Error): void {
    const { handler, attempt, again } = this.#options
    if (!this.#isChallenged) attempt.abandon()
    if (!controller.aborted && this.#isChallenged) this.#goAgain()
    else if (!controller.aborted && this.#mayRepeat(error)) again()
    else handler.onResponseError?.(controller, error)
  }

  onBodySent(piece: Buffer): void {
    this.#options.handler.onBodySent?.(piece)
  }

  onRequestSent(): void {
    this.#options.handler.onRequestSent?.()
  }

  onResponseStarted(): void {
    this.#options.handler.onResponseStarted?.()
  }

  /** What was answered is not sent here; that it was refused, or that a nonce is stale, is learnt. */
  #challenged(values: readonly string[]): void {
    this.#isChallenged = true
    this.#learnt = this.#learn(values)
  }

  async #learn(values: readonly string[]): Promise<void> {
    const { attempt, hop, target } = this.#options
    try {
      if (attempt.wouldBeRefused(values) && !(await isProxysOwn(hop, target))) return
      await drive(attempt.challenged(values), hop.answers)
    } catch {
      // The long way meets the same, and says so.
    } finally {
      attempt.abandon()
    }
  }

  #goAgain(): void {
    void this.#learnt.then(this.#options.again)
  }

  /** A kept connection that was closed as it was used again (RFC 9110 §9.2.2). */
  #mayRepeat(error: Error & { readonly code?: string }): boolean {
    const isClosed = error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET'
    return !this.#isStarted && isClosed && isIdempotent(this.#options.method)
  }
}

function valuesIn(headers: Headers, name: string): readonly string[] {
  const value = headers[name]
  return value === undefined ? NONE : Array.isArray(value) ? value : [value]
}

const NONE: readonly string[] = []
