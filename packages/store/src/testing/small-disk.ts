import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/**
 * A file system of its own, unmounted after the test: the one way to have a full or a read-only disk.
 * Undefined, and the test is skipped, where mounting is not allowed; with `CI=true` that is a failure.
 */
export function smallDisk(t: TestContext, options: string): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'hopwise-disk-'))
  const problem = mount(['-t', 'tmpfs', '-o', options, 'tmpfs', directory])
  t.after(() => {
    // Lazily: hooks run in the order they were added, so a database may still be open here.
    if (problem === '') spawnSync('umount', ['--lazy', directory])
    rmdirSync(directory)
  })
  if (problem === '') return directory
  if (process.env['CI'] === 'true') throw new Error(`a file system must be mounted: ${problem}`)
  t.skip(`cannot mount a file system: ${problem}`)
  return undefined
}

export function remount(directory: string, options: string): void {
  const problem = mount(['-o', `remount,${options}`, directory])
  if (problem !== '') throw new Error(problem)
}

function mount(args: readonly string[]): string {
  const { status, stderr, error } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status === 0) return ''
  return (error?.message ?? stderr.trim()) || `mount ended with ${status}`
}
