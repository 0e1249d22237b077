export interface VerificationLimits {
  /**
   * How many run at the same time. They run on libuv's threads, four by default, which name
   * resolution and files need as well.
   */
  readonly concurrentMax?: number
  /** How many may wait for their turn. */
  readonly waitingMax?: number
}

/** Slow verifications, bounded: nobody can start as many as they have connections. */
export interface Verifications<T> {
  /**
   * Runs the verification, or joins the one of the same id that runs or waits already.
   * Undefined when too many are waiting.
   */
  run(id: string, verify: () => Promise<T>): Promise<T> | undefined
}

export function createVerifications<T>(limits: VerificationLimits = {}): Verifications<T> {
  const { concurrentMax = CONCURRENT_MAX, waitingMax = WAITING_MAX } = limits
  const underWay = new Map<string, Promise<T>>()
  const waiting: (() => void)[] = []
  let running = 0

  async function verifyInTurn(verify: () => Promise<T>): Promise<T> {
    if (running >= concurrentMax) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await verify()
    } finally {
      // Whoever waits inherits the place, so that nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }

  return {
    run(id, verify) {
      const joined = underWay.get(id)
      if (joined) return joined
      if (running >= concurrentMax && waiting.length >= waitingMax) return undefined
      const verification = verifyInTurn(verify)
      underWay.set(id, verification)
      const forget = () => underWay.delete(id)
      verification.then(forget, forget)
      return verification
    },
  }
}

const CONCURRENT_MAX = 2
/** At the 10 ms of our own hashes, the last of 256 waits a second or so. */
const WAITING_MAX = 256
