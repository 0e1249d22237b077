import type { Ask } from './ask.ts'

export interface Order {
  readonly url: string
  /** How many requests are under way at any time. */
  readonly atOnce: number
  readonly seconds: number
}

export interface Asked {
  readonly requests: number
  readonly seconds: number
  /** CPU time of this process, all of its threads, user and system. */
  readonly cpuSeconds: number
}

/** Asks for that long, and waits for the last answers; rejects when one is not right. */
export async function askMany(ask: Ask, { url, atOnce, seconds }: Order): Promise<Asked> {
  let requests = 0
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  const keepAsking = async (): Promise<void> => {
    while (performance.now() < until) {
      await ask(url)
      requests++
    }
  }
  await Promise.all(Array.from({ length: atOnce }, keepAsking))
  const { user, system } = process.cpuUsage(cpuBefore)
  return {
    requests,
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
  }
}
