/** Waits until a program has done what it was given: closing sockets and writing logs take their time. */
import { setTimeout as delay } from 'node:timers/promises'

export interface Steadiness {
  readonly read: () => number
  /** Two readings closer than this are one. */
  readonly tolerance: number
  readonly everyMs: number
  /** A program that never rests is read as it is then. */
  readonly atMostMs: number
}

/** The reading once three in a row agree, or the last one when the time is up. */
export async function settle({ read, tolerance, everyMs, atMostMs }: Steadiness): Promise<number> {
  let last = read()
  let agreeing = 1
  for (let waited = 0; waited < atMostMs && agreeing < 3; waited += everyMs) {
    await delay(everyMs)
    const now = read()
    agreeing = Math.abs(now - last) <= tolerance ? agreeing + 1 : 1
    last = now
  }
  return last
}
