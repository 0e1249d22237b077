/** Something in a configuration file that whoever wrote it should mend, or know. */
export interface ConfigProblem {
  /** A warning does not keep anything from working. */
  readonly level: 'error' | 'warning'
  /** From 1. */
  readonly line: number
  readonly column: number
  /** The key, as `listeners[0].tls.key`; empty for the whole file. */
  readonly key: string
  /** What is wrong and what to write instead. Never a value: it may be a secret. */
  readonly sentence: string
}

/** One line, in the form that editors and compilers agree on: `FILE:LINE:COLUMN: …`. */
export function formatConfigProblem(file: string, problem: ConfigProblem): string {
  const { level, line, column, key, sentence } = problem
  const about = key === '' ? '' : `${key}: `
  return `${file}:${line}:${column}: ${level === 'warning' ? 'warning: ' : ''}${about}${sentence}`
}

/** `['listeners', 0, 'tls']` as people write it. */
export function formatKey(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => {
      if (typeof part === 'number') return `[${part}]`
      return `${at === 0 ? '' : '.'}${String(part)}`
    })
    .join('')
}
