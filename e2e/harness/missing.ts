import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Why a test cannot run here, for the `skip` option: the programs of the list that are neither on the
 * PATH nor, when given with slashes, at their place. `false` when all are there.
 */
export function missing(...programs: readonly string[]): string | false {
  const absent = programs.filter((program) => !isInstalled(program))
  return absent.length > 0 && `not installed: ${absent.join(', ')}`
}

function isInstalled(program: string): boolean {
  if (program.includes('/')) return isExecutable(program)
  const dirs = (process.env['PATH'] ?? '').split(delimiter)
  return dirs.some((dir) => isExecutable(join(dir, program)))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
