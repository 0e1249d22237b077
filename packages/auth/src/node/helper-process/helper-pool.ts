import type { Secret } from '../../secret.ts'
import { createTurns, type Turns } from '../turns.ts'
import type { HelperReply } from './helper-line.ts'
import {
  type Ended,
  HelperError,
  type HelperProcess,
  type HelperProcessOptions,
  startHelper,
} from './helper-process.ts'

export interface HelperPoolOptions
  extends Pick<
    HelperProcessOptions,
    'command' | 'directory' | 'environment' | 'channels' | 'timeLimitMs'
  > {
  /** Processes at most. The first is started with the first question, another when all are busy. */
  readonly processes: number
  /** Questions that may wait. */
  readonly queue: number
  /** Told what processes say on standard error, and that one has ended. */
  readonly notify: (sentence: string) => void
  /** A clock that never goes back. */
  readonly nowMs?: () => number
}

export interface HelperPool {
  /** @throws {HelperError} */
  ask(username: string, password: Secret): Promise<HelperReply>
  /** Ends the processes: those that are being asked, when they have answered. */
  close(): void
}

export function createHelperPool(options: HelperPoolOptions): HelperPool {
  return new Pool(options)
}

class Pool implements HelperPool {
  readonly #options: HelperPoolOptions
  readonly #turns: Turns
  readonly #running = new Set<HelperProcess>()
  readonly #nowMs: () => number
  #failures = 0
  #restsUntilMs = 0
  #lastEnd = ''
  #isClosed = false

  constructor(options: HelperPoolOptions) {
    const { processes, channels, queue, timeLimitMs, nowMs = () => performance.now() } = options
    this.#options = options
    this.#nowMs = nowMs
    this.#turns = createTurns({
      concurrentMax: processes * Math.max(1, channels),
      waitingMax: queue,
      waitMs: timeLimitMs,
    })
  }

  async ask(username: string, password: Secret): Promise<HelperReply> {
    const turn = await this.#turns.take()
    if (turn.kind !== 'turn') throw this.#crowded(turn.kind)
    try {
      return await this.#process()
        .ask(username, password)
        .catch((error: unknown) => {
          // It may have died of another's question, or of old age.
          if (!(error instanceof HelperError && error.isLost)) throw error
          return this.#process().ask(username, password)
        })
    } finally {
      turn.end()
    }
  }

  #process(): HelperProcess {
    const free = [...this.#running].filter(({ isFree }) => isFree)
    const idle = free.find(({ questions }) => questions === 0)
    if (idle) return idle
    if (this.#running.size < this.#options.processes && !this.#isResting()) return this.#start()
    const [least] = free.sort((a, b) => a.questions - b.questions)
    if (least) return least
    throw new HelperError(this.#resting(), false)
  }

  #isResting(): boolean {
    return this.#nowMs() < this.#restsUntilMs
  }

  #resting(): string {
    const restMs = Math.ceil(this.#restsUntilMs - this.#nowMs())
    return `${this.#lastEnd}; it is started again in ${Math.max(1, Math.ceil(restMs / 1000))} s`
  }

  #start(): HelperProcess {
    const { command, directory, environment, channels, timeLimitMs, notify } = this.#options
    const started = startHelper({
      command,
      directory,
      environment,
      channels,
      timeLimitMs,
      onLine: (line) => notify(`${command[0]} says: ${line}`),
      onEnd: (how) => {
        this.#running.delete(started)
        if (!this.#isClosed) this.#ended(how)
      },
    })
    this.#running.add(started)
    return started
  }

  /** Each process that ends without having answered anything doubles the time until the next. */
  #ended({ sentence, hasAnswered }: Ended): void {
    this.#failures = hasAnswered ? 0 : this.#failures + 1
    const restMs = this.#failures === 0 ? 0 : REST_MS * 2 ** Math.min(this.#failures - 1, DOUBLINGS)
    this.#restsUntilMs = this.#nowMs() + restMs
    this.#lastEnd = sentence
    this.#options.notify(`${this.#options.command[0]}: ${sentence}`)
  }

  #crowded(kind: 'queue-full' | 'waited-too-long'): HelperError {
    const { processes, queue, timeLimitMs } = this.#options
    const busy = processes === 1 ? 'the one process is busy' : `all ${processes} processes are busy`
    const advice = 'it is too slow, or needs more processes'
    return new HelperError(
      kind === 'queue-full'
        ? `${busy} and ${queue} questions wait: ${advice}`
        : `${busy}, and none became free within ${timeLimitMs} ms: ${advice}`,
      false,
    )
  }

  close(): void {
    this.#isClosed = true
    for (const running of this.#running) {
      running.end(running.questions === 0 ? 'now' : 'politely')
    }
  }
}

const REST_MS = 100
/** 100 ms, 200 ms … 25 s. */
const DOUBLINGS = 8
