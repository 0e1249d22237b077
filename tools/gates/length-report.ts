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

/** For the test run: only what is worth another look (STYLE.md), at most ten of each. */
export function lengthReport(files: readonly SourceFile[] = ourFiles()): readonly string[] {
  const found = longest(files, 10)
  const isLong = (kind: string) => (one: Length) => one.lines > LOOK_AGAIN[kind]!
  return Object.entries(found).flatMap(([kind, list]) =>
    list.filter(isLong(kind)).map(({ lines, where }) => `${lines} lines: ${where}`),
  )
}

function ourFiles(): readonly SourceFile[] {
  return readSources().filter((file) => !file.path.includes('.test.'))
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

const LOOK_AGAIN: Readonly<Record<string, number>> = { files: 250, functions: 50 }

if (import.meta.main) {
  for (const [kind, list] of Object.entries(longest(ourFiles(), 10))) {
    console.log(`longest ${kind}`)
    for (const { lines, where } of list) console.log(`${String(lines).padStart(6)}  ${where}`)
  }
}
