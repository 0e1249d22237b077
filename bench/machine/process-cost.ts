/** What a program and everything it started have cost so far, from proc(5). Linux only. */
import fs from 'node:fs'

export interface ProcessStat {
  readonly pid: number
  readonly parent: number
  /** One letter: R runs, S sleeps, Z is a zombie. */
  readonly state: string
  /** Its own and its reaped children's time, user and system, in ticks. */
  readonly ticks: number
  /** Ticks after boot: with the pid, it names one process for ever. */
  readonly startedAt: number
}

/** The process and its descendants, as they are now; empty when it is gone. */
export function readTree(pid: number): readonly ProcessStat[] {
  return treeOf(pid, readAll())
}

/** CPU seconds of the tree. Dead children count as long as somebody in the tree has waited for them. */
export function cpuSeconds(pid: number): number {
  const ticks = readTree(pid).reduce((sum, process) => sum + process.ticks, 0)
  return ticks / TICKS_PER_SECOND
}

/** Resident bytes of the tree, every shared page counted once (PSS): forked workers share most of theirs. */
export function residentBytes(pid: number): number {
  return readTree(pid).reduce((sum, process) => sum + residentOf(process.pid), 0)
}

/** A zombie is not: it has ended and only waits for its parent to notice. */
export function isAlive(stat: ProcessStat): boolean {
  const now = readStat(stat.pid)
  return now?.startedAt === stat.startedAt && now.state !== 'Z'
}

/** One line of `/proc/PID/stat`. The second field is the program's name and may hold spaces and `)`. */
export function parseStat(line: string): ProcessStat | undefined {
  const nameEnd = line.lastIndexOf(')')
  const fields = line.slice(nameEnd + 2).split(' ')
  const numbers = fields.map(Number)
  if (nameEnd < 0 || fields.length < START_TIME + 1) return undefined
  const ticks = CPU_TIMES.reduce((sum, index) => sum + numbers[index]!, 0)
  return {
    pid: Number.parseInt(line, 10),
    parent: numbers[PARENT]!,
    state: fields[0]!,
    ticks,
    startedAt: numbers[START_TIME]!,
  }
}

/** `Pss` of `/proc/PID/smaps_rollup`, in bytes. */
export function parseResident(rollup: string): number {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]
  return Number(kilobytes ?? 0) * 1024
}

export function treeOf(root: number, all: readonly ProcessStat[]): readonly ProcessStat[] {
  const own = all.filter((process) => process.pid === root)
  const children = all.filter((process) => process.parent === root)
  return [...own, ...children.flatMap((child) => treeOf(child.pid, all))]
}

function readAll(): readonly ProcessStat[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat !== undefined)
}

function readStat(pid: number): ProcessStat | undefined {
  const line = readIfThere(`/proc/${pid}/stat`)
  return line === undefined ? undefined : parseStat(line)
}

function residentOf(pid: number): number {
  return parseResident(readIfThere(`/proc/${pid}/smaps_rollup`) ?? '')
}

/** A process may end between listing and reading: then it has no text. */
function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return undefined
    throw error
  }
}

// Positions after the name, which is field 2 of proc(5): field n is at n - 3.
const PARENT = 4 - 3
const CPU_TIMES = [14 - 3, 15 - 3, 16 - 3, 17 - 3]
const START_TIME = 22 - 3
/** USER_HZ: what the kernel shows to programs, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100
