import fs from 'node:fs'

/** How many files a program that we start may have open. Node raises its own soft limit to the hard one. */
export function openFilesMax(
  limits: string = fs.readFileSync('/proc/self/limits', 'utf8'),
): number {
  const soft = /^Max open files\s+(\S+)/m.exec(limits)?.[1]
  return soft === undefined || soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft)
}
