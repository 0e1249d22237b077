export interface TurnsOptions {
  /** How many may be at it at the same time. */
  readonly concurrentMax: number
  /** How many may wait for their turn. */
  readonly waitingMax: number
  /** For how long. */
  readonly waitMs: number
}

export type Turn =
  | { readonly kind: 'turn'; end(): void }
  | { readonly kind: 'queue-full' }
  | { readonly kind: 'waited-too-long' }

/** A queue before something that only so many can use at a time; bounded in length and in patience. */
export interface Turns {
  /** Whoever has had a turn ends it, once. */
  take(): Promise<Turn>
}

export function createTurns({ concurrentMax, waitingMax, waitMs }: TurnsOptions): Turns {
  const waiting = new Set<() => void>()
  let running = 0

  function turn(): Turn {
    let isOver = false
    return {
      kind: 'turn',
      end() {
        if (isOver) throw new TypeError('a turn was ended twice')
        isOver = true
        // Whoever waits inherits the place, so that nobody slips in between.
        const [next] = waiting
        if (next) next()
        else running--
      },
    }
  }

  return {
    async take() {
      if (running < concurrentMax) {
        running++
        return turn()
      }
      if (waiting.size >= waitingMax) return { kind: 'queue-full' }
      return await new Promise<Turn>((resolve) => {
        const leave = (outcome: () => Turn) => {
          clearTimeout(timer)
          waiting.delete(called)
          resolve(outcome())
        }
        const called = () => leave(turn)
        const timer = setTimeout(() => leave(() => ({ kind: 'waited-too-long' })), waitMs)
        waiting.add(called)
      })
    },
  }
}
