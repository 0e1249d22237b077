import { missing } from './missing.ts'
import { run } from './run-program.ts'

export interface Python {
  readonly skip: string | false
  /** The interpreter itself: a version manager's stand-in would look for its own settings in HOME. */
  readonly executable: string
}

/** Finds python3, and the modules of the list, or says what is missing. */
export async function findPython(...modules: readonly string[]): Promise<Python> {
  const skip = missing('python3')
  if (skip) return { skip, executable: '' }
  const { PYENV_ROOT, HOME } = process.env
  const env = { ...(HOME && { HOME }), ...(PYENV_ROOT && { PYENV_ROOT }) }
  const found = await run('python3', ['-c', 'import sys; print(sys.executable)'], { env })
  const executable = found.stdout.trim()
  const imports = modules.map((module) => `import ${module};`).join('')
  const tried = await run(executable, ['-c', imports])
  const absent = `not installed: python3 with ${modules.join(', ')}`
  return { skip: tried.code !== 0 && absent, executable }
}
