import type { Output } from '../../surroundings.ts'

/**
 * Says on standard error of whom an answer is waited for, when it takes long: a silent proxy gets a minute.
 *
 * @param quietMs how long nobody wonders
 */
export async function whileWaiting<T>(
  work: Promise<T>,
  name: string,
  stderr: Output,
  quietMs: number = QUIET_MS,
): Promise<T> {
  const timer = setTimeout(() => stderr.write(`${name} has not answered yet …\n`), quietMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}

const QUIET_MS = 2_000
