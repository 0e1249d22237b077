import { createTurns } from '../turns.ts'
import { connectDirectory, type DirectoryAddress } from './connect-directory.ts'
import { type DirectoryConnection, directoryConnection } from './directory-connection.ts'
import { DirectoryError } from './directory-error.ts'

export interface PoolOptions {
  /** In the order they are tried. At least one. */
  readonly addresses: readonly DirectoryAddress[]
  /** Connections at most, and questions at a time. */
  readonly connections: number
  /** How many questions may wait for a connection. */
  readonly queue: number
  /** For one connection, TLS included. */
  readonly connectTimeLimitMs: number
  /** For one question from beginning to end, and again for waiting before it. */
  readonly timeLimitMs: number
  /** For how long nobody tries to connect after it has failed. */
  readonly restMs: number
  /** For how long a connection is kept that nobody uses. */
  readonly idleMs: number
}

/** Connections to a directory, made when they are needed and kept. */
export interface DirectoryPool {
  /**
   * Asks on a connection that nobody else uses. When a kept connection turns out to be dead, the
   * question is asked once more on a new one.
   *
   * @throws {DirectoryError}
   */
  use<T>(question: (connection: DirectoryConnection) => Promise<T>): Promise<T>
  close(): void
}

export function createDirectoryPool(options: PoolOptions): DirectoryPool {
  return new Pool(options)
}

class Pool implements DirectoryPool {
  readonly #options: PoolOptions
  readonly #turns
  readonly #idle: { readonly connection: DirectoryConnection; readonly sinceMs: number }[] = []
  #failure: DirectoryError | undefined
  #restsUntilMs = 0
  #isClosed = false

  constructor(options: PoolOptions) {
    const { connections, queue, timeLimitMs } = options
    this.#options = options
    this.#turns = createTurns({
      concurrentMax: connections,
      waitingMax: queue,
      waitMs: timeLimitMs,
    })
  }

  async use<T>(question: (connection: DirectoryConnection) => Promise<T>): Promise<T> {
    const turn = await this.#turns.take()
    if (turn.kind !== 'turn') throw this.#crowded(turn.kind)
    try {
      const kept = this.#kept()
      if (kept === undefined) return await this.#ask(await this.#connect(), question)
      return await this.#ask(kept, question).catch(async (error: unknown) => {
        if (!(error instanceof DirectoryError && error.isLost)) throw error
        return await this.#ask(await this.#connect(), question)
      })
    } finally {
      turn.end()
    }
  }

  /**
   * The one that was used last. Of one that was idle for long, a firewall may have forgotten what it
   * was for: the question would go nowhere, and cost its whole time limit.
   */
  #kept(): DirectoryConnection | undefined {
    const { idleMs } = this.#options
    for (let kept = this.#idle.pop(); kept !== undefined; kept = this.#idle.pop()) {
      const { connection, sinceMs } = kept
      if (connection.isOpen && performance.now() - sinceMs < idleMs) return connection
      connection.close()
    }
    return undefined
  }

  async #ask<T>(
    connection: DirectoryConnection,
    question: (connection: DirectoryConnection) => Promise<T>,
  ): Promise<T> {
    const { timeLimitMs } = this.#options
    const timer = setTimeout(() => {
      connection.abandon(new DirectoryError(`${this.#where}: no answer within ${timeLimitMs} ms`))
    }, timeLimitMs)
    try {
      return await question(connection)
    } finally {
      clearTimeout(timer)
      if (!connection.isOpen) connection.abandon(new DirectoryError('closed'))
      else if (this.#isClosed) connection.close()
      else this.#idle.push({ connection, sinceMs: performance.now() })
    }
  }

  async #connect(): Promise<DirectoryConnection> {
    // Each question would wait for the whole time limit, and all others behind it.
    if (this.#failure !== undefined && performance.now() < this.#restsUntilMs) throw this.#failure
    const failures: string[] = []
    for (const address of this.#options.addresses) {
      try {
        const socket = await connectDirectory(address, this.#options.connectTimeLimitMs)
        this.#failure = undefined
        return directoryConnection(address.url, socket)
      } catch (error) {
        if (!(error instanceof DirectoryError)) throw error
        failures.push(error.message)
      }
    }
    this.#failure = new DirectoryError(failures.join('; '))
    this.#restsUntilMs = performance.now() + this.#options.restMs
    throw this.#failure
  }

  get #where(): string {
    return this.#options.addresses.map(({ url }) => url).join(', ')
  }

  #crowded(kind: 'queue-full' | 'waited-too-long'): DirectoryError {
    const { connections, queue, timeLimitMs } = this.#options
    const busy = `${this.#where}: all ${connections} connections are busy`
    return new DirectoryError(
      kind === 'queue-full'
        ? `${busy} and ${queue} questions wait: the directory is too slow, or needs more connections`
        : `${busy}, and none became free within ${timeLimitMs} ms: the directory is too slow, or needs more connections`,
    )
  }

  close(): void {
    this.#isClosed = true
    for (const { connection } of this.#idle.splice(0)) connection.close()
  }
}
