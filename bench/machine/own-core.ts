/** One core for what is measured, and the others for all that serves it. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'

/**
 * While `use` runs this process and what it starts stay away from the first core, which is for those that
 * are given to `take`, with all of their threads. Nothing is moved where there is one core, or no Linux, or
 * where this process may not have all cores.
 */
export async function withOwnCore<T>(use: (take: (pid: number) => void) => Promise<T>): Promise<T> {
  const last = os.cpus().length - 1
  if (last < 1 || coresOfThis() !== `0-${last}`) return await use(() => undefined)
  place(process.pid, `1-${last}`)
  try {
    return await use((pid) => place(pid, '0'))
  } finally {
    place(process.pid, `0-${last}`)
  }
}

/** As the kernel writes it; undefined where it does not. */
export function coresOfThis(): string | undefined {
  if (process.platform !== 'linux') return undefined
  const status = readFileSync('/proc/self/status', 'utf8')
  return /^Cpus_allowed_list:\s*(.*)$/m.exec(status)?.[1]
}

function place(pid: number, cores: string): void {
  execFileSync('taskset', ['--all-tasks', '--pid', '--cpu-list', cores, String(pid)], {
    stdio: 'ignore',
  })
}
