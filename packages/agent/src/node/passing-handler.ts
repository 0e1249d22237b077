import type { Dispatcher } from 'undici'

export type Handler = Dispatcher.DispatchHandler
export type Controller = Dispatcher.DispatchController
export type Headers = Parameters<NonNullable<Handler['onResponseStart']>>[2]
type Upgraded = Parameters<NonNullable<Handler['onRequestUpgrade']>>

/**
 * Stands between undici and a program's handler, tells it everything, and lets go of it when the request
 * is over.
 *
 * V8 puts objects of a kind that has lived long among its old ones at once, and takes what old ones point to
 * for alive until it has searched all of its memory. Where many requests wait together it does so with parts of
 * them, and each request that was over kept all of itself: a third of what was allocated was copied twice.
 */
export class PassingHandler implements Handler {
  protected handler: Handler

  constructor(handler: Handler) {
    this.handler = handler
  }

  onRequestStart(controller: Controller, context: unknown): void {
    this.handler.onRequestStart?.(controller, context)
  }

  onRequestUpgrade(...upgraded: Upgraded): void {
    this.handler.onRequestUpgrade?.(...upgraded)
    this.handler = NOBODY
  }

  onResponseStart(controller: Controller, status: number, headers: Headers, phrase?: string): void {
    this.handler.onResponseStart?.(controller, status, headers, phrase)
  }

  onResponseData(controller: Controller, piece: Buffer): void {
    this.handler.onResponseData?.(controller, piece)
  }

  /** One that throws here is told of its own error by undici, and let go after that. */
  onResponseEnd(controller: Controller, trailers: Headers): void {
    this.handler.onResponseEnd?.(controller, trailers)
    this.handler = NOBODY
  }

  onResponseError(controller: Controller, error: Error): void {
    this.handler.onResponseError?.(controller, error)
    this.handler = NOBODY
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
}

/** Whoever was to be told knows all. */
const NOBODY: Handler = {}
