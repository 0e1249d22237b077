import type { Attempt, Secret } from '@hopwise/auth'
import { isIdempotent } from '@hopwise/http'
import type { Dispatcher } from 'undici'
import { answerDirectly } from './direct-challenge.ts'
import { faultOfUndici, isClosed, isMalformed } from './fault-of-undici.ts'
import type { Hop } from './hop.ts'

type Controller = Dispatcher.DispatchController
type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2]

export interface DirectHandlerOptions {
  readonly handler: Dispatcher.DispatchHandler
  readonly attempt: Attempt
  readonly hop: Hop
  readonly method: string
  readonly target: string
  /** Sends the request once more, with these credentials. */
  readonly answer: (credentials: Secret) => void
  /** Sends the request once more, the long way. */
  readonly again: () => void
}

/**
 * Stands between undici and a program. A 407 is not passed on: it is answered, as often as the asker
 * has something to answer, or the request goes the long way.
 */
export class DirectHandler implements Dispatcher.DispatchHandler {
  readonly #options: DirectHandlerOptions
  /** After a 407: what it is answered with. */
  #credentials: Promise<Secret | undefined> | undefined
  /** Of a 407, read and dropped so that its connection can go on. */
  #dropped = 0
  #hasLeft = false
  /** For the content of a 407. */
  #patience: NodeJS.Timeout | undefined
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
      this.#challenged(controller, valuesIn(headers, 'proxy-authenticate'))
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
    const { handler, hop } = this.#options
    if (this.#credentials === undefined) {
      handler.onResponseData?.(controller, piece)
      return
    }
    this.#dropped += piece.length
    if (this.#dropped > hop.limits.drainBytesMax) this.#leave(controller)
  }

  onResponseEnd(controller: Controller, trailers: Headers): void {
    if (this.#credentials) void this.#goOn(controller, this.#credentials)
    else this.#options.handler.onResponseEnd?.(controller, trailers)
  }

  onResponseError(controller: Controller, error: Error): void {
    const { handler, attempt, hop, target, again } = this.#options
    // Where no connection came about there is none, whatever the types of undici say.
    const isGivenUp = (controller as Controller | undefined)?.aborted === true
    if (this.#credentials && (this.#hasLeft || !isGivenUp)) {
      void this.#goOn(controller, this.#credentials)
      return
    }
    clearTimeout(this.#patience)
    attempt.abandon()
    if (!isGivenUp && this.#mayRepeat(error)) again()
    else if (isGivenUp || this.#isStarted) handler.onResponseError?.(controller, error)
    else handler.onResponseError?.(controller, faultOfUndici(error, hop.name, target))
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

  /** Its end is not read before it is known what to do, so that a program that gives up is heard meanwhile. */
  #challenged(controller: Controller, challenges: readonly string[]): void {
    controller.pause()
    this.#credentials = answerDirectly(this.#options, challenges).finally(() => {
      // Whoever gave up meanwhile sends nothing, so that others must not wait for what becomes of it.
      if (controller.aborted) this.#options.attempt.abandon()
      else this.#drain(controller)
    })
  }

  #drain(controller: Controller): void {
    const { connectTimeoutMs } = this.#options.hop.limits
    this.#patience = setTimeout(() => this.#leave(controller), connectTimeoutMs)
    controller.resume()
  }

  /** It goes on without the end of the 407, and without its connection. */
  #leave(controller: Controller): void {
    this.#hasLeft = true
    controller.abort(new Error('the content of a 407 has no end'))
  }

  async #goOn(controller: Controller, answered: Promise<Secret | undefined>): Promise<void> {
    const { handler, attempt, answer, again } = this.#options
    const credentials = await answered
    clearTimeout(this.#patience)
    // undici counts the connection as free by then.
    await new Promise((resolve) => setImmediate(resolve))
    if (controller.aborted && !this.#hasLeft) {
      attempt.abandon()
      handler.onResponseError?.(controller, controller.reason ?? new Error('aborted'))
      return
    }
    this.#credentials = undefined
    this.#dropped = 0
    this.#hasLeft = false
    if (credentials) answer(credentials)
    else again()
  }

  /**
   * A kept connection that was closed as it was used again (RFC 9110 §9.2.2). What undici cannot read is
   * asked for once more, too: the long way says what it is.
   */
  #mayRepeat(error: Error): boolean {
    const isUnanswered = isClosed(error) || isMalformed(error)
    return !this.#isStarted && isUnanswered && isIdempotent(this.#options.method)
  }
}

function valuesIn(headers: Headers, name: string): readonly string[] {
  const value = headers[name]
  return value === undefined ? NONE : Array.isArray(value) ? value : [value]
}

const NONE: readonly string[] = []
