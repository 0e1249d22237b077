import { cpuSeconds, residentBytes } from './process-cost.ts'
import { settle } from './settle.ts'

/** CPU seconds that the program and its children spent on `work`, with what they did right after it. */
export async function cpuSecondsOf<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ readonly seconds: number; readonly result: T }> {
  const before = await restedCpu(pid)
  const result = await work()
  return { seconds: (await restedCpu(pid)) - before, result }
}

/** Resident bytes once they stop changing: allocators and collectors lag behind. */
export function restedMemory(pid: number): Promise<number> {
  const read = () => residentBytes(pid)
  return settle({ read, tolerance: 256 * 1024, everyMs: 500, atMostMs: 8000 })
}

function restedCpu(pid: number): Promise<number> {
  return settle({ read: () => cpuSeconds(pid), tolerance: 0.005, everyMs: 50, atMostMs: 1500 })
}
