import type { Dispatcher } from 'undici'

export type Handler = Dispatcher.DispatchHandler
export type Controller = Dispatcher.DispatchController
export type Headers = Parameters<NonNullable<Handler['onResponseStart']>>[2]
type Upgraded = Parameters<NonNullable<Handler['onRequestUpgrade']>>
type Raw = NonNullable<Controller['rawHeaders']> | null

/**
 * Stands between undici and a program, for the one its handler, for the other its controller, and lets go
 * of both when the request is over.
 *
 * V8 puts objects of a kind that has lived long among its old ones at once, and takes what old ones point to
 * for alive until it has searched all of its memory. Where many requests wait together it does so with parts of
 * them, and each request that was over kept all of itself: a third of what was allocated was copied twice.
 */
export class PassingHandler implements Handler, Controller {
  protected handler: Handler
  #controller: Controller = ENDED

  constructor(handler: Handler) {
    this.handler = handler
  }

  onRequestStart(controller: Controller, context: unknown): void {
    this.#controller = controller
    this.handler.onRequestStart?.(this, context)
  }

  onRequestUpgrade(_: Controller, ...upgraded: Rest<Upgraded>): void {
    this.handler.onRequestUpgrade?.(this, ...upgraded)
    this.#letGo()
  }

  onResponseStart(_: Controller, status: number, headers: Headers, phrase?: string): void {
    this.handler.onResponseStart?.(this, status, headers, phrase)
  }

  onResponseData(_: Controller, piece: Buffer): void {
    this.handler.onResponseData?.(this, piece)
  }

  /** One that throws here is told of its own error by undici, and let go after that. */
  onResponseEnd(_: Controller, trailers: Headers): void {
    this.handler.onResponseEnd?.(this, trailers)
    this.#letGo()
  }

  onResponseError(_: Controller, error: Error): void {
    this.handler.onResponseError?.(this, error)
    this.#letGo()
  }

  onBodySent(piece: Buffer): void {
    this.handler.onBodySent?.(piece)
  }

  onRequestSent(): void {
    this.handler.onRequestSent?.()
  }

  onResponseStarted(): void {
    this.handler.onResponseStarted?.()
  }

  get aborted(): boolean {
    return this.#controller.aborted
  }
  get reason(): Error | null {
    return this.#controller.reason
  }
  get paused(): boolean {
    return this.#controller.paused
  }
  get rawHeaders(): Raw {
    return this.#controller.rawHeaders ?? null
  }
  set rawHeaders(raw: Raw) {
    this.#controller.rawHeaders = raw
  }
  get rawTrailers(): Raw {
    return this.#controller.rawTrailers ?? null
  }
  set rawTrailers(raw: Raw) {
    this.#controller.rawTrailers = raw
  }

  abort(reason: Error): void {
    this.#controller.abort(reason)
  }
  pause(): void {
    this.#controller.pause()
  }
  resume(): void {
    this.#controller.resume()
  }

  #letGo(): void {
    this.handler = NOBODY
    this.#controller = ENDED
  }
}

type Rest<T extends readonly unknown[]> = T extends readonly [unknown, ...infer R] ? R : never

/** Whoever was to be told knows all. */
const NOBODY: Handler = {}
/** Of a request that is over, or has no connection: there is nothing to do about it. */
const ENDED: Controller = Object.freeze({
  aborted: false,
  reason: null,
  paused: false,
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
})
