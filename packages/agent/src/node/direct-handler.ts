import type { Attempt, Secret } from '@hopwise/auth'
import { isIdempotent } from '@hopwise/http'
import { answerDirectly } from './direct-challenge.ts'
import type { DirectRequest } from './direct-request.ts'
import { faultOfUndici, isClosed, isMalformed } from './fault-of-undici.ts'
import type { Hop } from './hop.ts'
import { type Controller, type Handler, type Headers, PassingHandler } from './passing-handler.ts'

/**
 * Stands between undici and a program. A 407 is not passed on: it is answered, as often as the asker
 * has something to answer, or the request goes the long way.
 */
export class DirectHandler extends PassingHandler {
  readonly #request: DirectRequest
  readonly #attempt: Attempt
  /** After a 407: what it is answered with. */
  #credentials: Promise<Secret | undefined> | undefined
  /** Of a 407, read and dropped so that its connection can go on. */
  #dropped = 0
  #hasLeft = false
  /** For the content of a 407. */
  #patience: NodeJS.Timeout | undefined
  #isStarted = false

  constructor(handler: Handler, request: DirectRequest, attempt: Attempt) {
    super(handler)
    this.#request = request
    this.#attempt = attempt
  }

  override onResponseStart(
    controller: Controller,
    status: number,
    headers: Headers,
    phrase?: string,
  ): void {
    if (status === 407) {
      this.#challenged(controller, valuesIn(headers, 'proxy-authenticate'))
      return
    }
    if (status >= 200) {
      this.#isStarted = true
      const info = valuesIn(headers, 'proxy-authentication-info')
      if (this.#attempt.settle(status, info) === 'wrong') {
        const { way, target } = this.#request
        controller.abort(way.hop.notAuthentic(target))
        return
      }
    }
    super.onResponseStart(controller, status, headers, phrase)
  }

  override onResponseData(controller: Controller, piece: Buffer): void {
    if (this.#credentials === undefined) {
      super.onResponseData(controller, piece)
      return
    }
    this.#dropped += piece.length
    if (this.#dropped > this.#hop.limits.drainBytesMax) this.#leave(controller)
  }

  override onResponseEnd(controller: Controller, trailers: Headers): void {
    if (this.#credentials) void this.#goOn(controller, this.#credentials)
    else super.onResponseEnd(controller, trailers)
  }

  override onResponseError(controller: Controller, error: Error): void {
    // Where no connection came about there is none, whatever the types of undici say.
    const isGivenUp = (controller as Controller | undefined)?.aborted === true
    if (this.#credentials && (this.#hasLeft || !isGivenUp)) {
      void this.#goOn(controller, this.#credentials)
      return
    }
    clearTimeout(this.#patience)
    this.#attempt.abandon()
    if (!isGivenUp && this.#mayRepeat(error)) this.#request.goTheLongWay(this.handler)
    else if (isGivenUp || this.#isStarted) super.onResponseError(controller, error)
    else super.onResponseError(controller, this.#faultOf(error))
  }

  get #hop(): Hop {
    return this.#request.way.hop
  }

  #faultOf(error: Error): Error {
    return faultOfUndici(error, this.#hop.name, this.#request.target)
  }

  /** Its end is not read before it is known what to do, so that a program that gives up is heard meanwhile. */
  #challenged(controller: Controller, challenges: readonly string[]): void {
    controller.pause()
    const challenge = { hop: this.#hop, attempt: this.#attempt, target: this.#request.target }
    this.#credentials = answerDirectly(challenge, challenges).finally(() => {
      // Whoever gave up meanwhile sends nothing, so that others must not wait for what becomes of it.
      if (controller.aborted) this.#attempt.abandon()
      else this.#drain(controller)
    })
  }

  #drain(controller: Controller): void {
    const { connectTimeoutMs } = this.#hop.limits
    this.#patience = setTimeout(() => this.#leave(controller), connectTimeoutMs)
    controller.resume()
  }

  /** It goes on without the end of the 407, and without its connection. */
  #leave(controller: Controller): void {
    this.#hasLeft = true
    controller.abort(new Error('the content of a 407 has no end'))
  }

  async #goOn(controller: Controller, answered: Promise<Secret | undefined>): Promise<void> {
    const credentials = await answered
    clearTimeout(this.#patience)
    // undici counts the connection as free by then.
    await new Promise((resolve) => setImmediate(resolve))
    if (controller.aborted && !this.#hasLeft) {
      this.#attempt.abandon()
      super.onResponseError(controller, controller.reason ?? new Error('aborted'))
      return
    }
    this.#credentials = undefined
    this.#dropped = 0
    this.#hasLeft = false
    if (credentials) this.#request.send(credentials, this)
    else this.#request.goTheLongWay(this.handler)
  }

  /**
   * A kept connection that was closed as it was used again (RFC 9110 §9.2.2). What undici cannot read is
   * asked for once more, too: the long way says what it is.
   */
  #mayRepeat(error: Error): boolean {
    const isUnanswered = isClosed(error) || isMalformed(error)
    return !this.#isStarted && isUnanswered && isIdempotent(this.#request.method)
  }
}

function valuesIn(headers: Headers, name: string): readonly string[] {
  const value = headers[name]
  return value === undefined ? NONE : Array.isArray(value) ? value : [value]
}

const NONE: readonly string[] = []
