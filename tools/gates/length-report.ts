/** The longest files and functions: to look at again, not to fail on. */
import { place, readSources, type SourceFile } from './source-files.ts'

export interface Length {
  readonly lines: number
  readonly where: string
}

/** The `count` longest of the product's and tools' files and functions, longest first. */
export function longest(files: readonly SourceFile[], count: number): Record<string, Length[]> {
  const top = (all: readonly Length[]) => [...all].sort((a, b) => b.lines - a.lines).slice(0, count)
  const whole = files.map((file) => ({ lines: file.text.split('\n').length - 1, where: file.path }))
  return { files: top(whole), functions: top(files.flatMap(functionsOf)) }
}

/** Relies on the formatter: a function begins a line and ends with a brace at the same depth. */
function functionsOf(file: SourceFile): readonly Length[] {
  return [...file.text.matchAll(FUNCTION)].map(({ 0: text, index, groups }) => ({
    lines: text.trimEnd().split('\n').length,
    where: `${place(file, index)} ${groups?.['name'] ?? groups?.['method']}`,
  }))
}

const FUNCTION =
  /^(?<depth> *)(?:(?:export )?(?:async )?function\*? (?<name>\w+)|(?:(?:static|async|get|set|override|private) )*\*?(?<method>#?(?!if|for|while|switch|catch|test|describe)\w+)(?=[(<][^\n]*(?:\{|\()$)).*\n(?:(?:\k<depth>[ })\]].*)?\n)*?\k<depth>\}$/gm

if (import.meta.main) {
  const files = readSources().filter((file) => !file.path.includes('.test.'))
  for (const [kind, list] of Object.entries(longest(files, 10))) {
    console.log(`longest ${kind}`)
    for (const { lines, where } of list) console.log(`${String(lines).padStart(6)}  ${where}`)
  }
}
