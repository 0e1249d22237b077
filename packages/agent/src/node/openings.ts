import { type Dispatcher, errors } from 'undici'

type Handler = Dispatcher.DispatchHandler

/**
 * The connections that undici is having made, and the requests that they were begun for. undici hears of
 * a request that is given up once that has a connection, and not before; a proxy that says nothing would
 * keep a program alive meanwhile whose last request is long given up.
 */
export class Openings {
  readonly #underWay = new Map<string, Set<Opening>>()
  readonly #pendingAt: (origin: string) => number
  #latest: Opening | undefined
  #ended: Error | undefined

  /** @param pendingAt how many requests undici has for an origin that have no connection yet */
  constructor(pendingAt: (origin: string) => number) {
    this.#pendingAt = pendingAt
  }

  /** The caller says `over` when there is a connection, or none. */
  begin(origin: string): Opening {
    const opening: Opening = new Opening({
      givenUp: () => this.#endUnwanted(origin),
      over: () => this.#remove(origin, opening),
    })
    if (this.#ended) opening.end(this.#ended)
    const here = this.#underWay.get(origin) ?? new Set()
    this.#underWay.set(origin, here.add(opening))
    this.#latest = opening
    return opening
  }

  /** The latest that has begun since this was asked before. */
  takeLatest(): Opening | undefined {
    const latest = this.#latest
    if (latest !== undefined) this.#latest = undefined
    return latest
  }

  /** All of them, and those that begin from now on. */
  endAll(reason: Error): void {
    this.#ended = reason
    for (const here of this.#underWay.values()) for (const opening of here) opening.end(reason)
  }

  /** Where others wait as well the connection is made for them. */
  #endUnwanted(origin: string): void {
    const here = this.#underWay.get(origin)
    if (here === undefined || this.#pendingAt(origin) > here.size) return
    for (const opening of here) if (opening.givenUp) opening.end(opening.givenUp)
  }

  #remove(origin: string, opening: Opening): void {
    const here = this.#underWay.get(origin)
    here?.delete(opening)
    if (here?.size === 0) this.#underWay.delete(origin)
  }
}

interface Told {
  givenUp(): void
  over(): void
}

/** One connection that is being made. */
export class Opening {
  readonly #controller = new AbortController()
  readonly #told: Told
  #isOver = false
  /** Why the request does not want it any more that it was begun for. */
  givenUp: Error | undefined

  constructor(told: Told) {
    this.#told = told
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /**
   * Has a request say when it is given up. Its start is told to it here, and once more by undici when there
   * is a connection: more than once is what handlers are used to.
   */
  belongsTo(handler: Handler): void {
    if (!this.#isOver) handler.onRequestStart?.(new EarlyController(this), null)
  }

  giveUp(reason: Error): void {
    if (this.#isOver) return
    this.givenUp = reason
    this.#told.givenUp()
  }

  end(reason: Error): void {
    this.#controller.abort(reason)
  }

  over(): void {
    this.#isOver = true
    this.#told.over()
  }
}

/** What a request has in its hands as long as there is no connection. */
class EarlyController implements Dispatcher.DispatchController {
  readonly #opening: Opening
  #reason: Error | null = null
  paused = false

  constructor(opening: Opening) {
    this.#opening = opening
  }

  get aborted(): boolean {
    return this.#reason !== null
  }
  get reason(): Error | null {
    return this.#reason
  }

  /** A program may abort with whatever it likes. */
  abort(reason: unknown): void {
    this.#reason ??= reason instanceof Error ? reason : new errors.RequestAbortedError()
    this.#opening.giveUp(this.#reason)
  }
  pause(): void {
    this.paused = true
  }
  resume(): void {
    this.paused = false
  }
}
