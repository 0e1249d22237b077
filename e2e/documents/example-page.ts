/**
 * Pages whose examples are run as they stand. Fenced blocks, in the order of the page:
 * - `yaml file=hopwise.yaml`: is written down under that name, in a directory of the page's own
 * - `sh serve`: starts what stays until the next block that serves from the same port, or the end
 * - `sh run`: runs and ends with 0, or with what `exit=56` says
 * - `sh example`: is not run: somebody else's machine, an hour
 * - `text` right below one that runs: all that it prints, see `differenceTo`
 * `needs=slapd,ldapadd` on any of them names programs without which the page cannot be run.
 */
export type Step =
  | { readonly kind: 'file'; readonly where: string; readonly name: string; readonly text: string }
  | Command

export interface Command {
  readonly kind: 'run' | 'serve'
  readonly where: string
  readonly script: string
  readonly exitCode: number
  /** All of what it prints; absent where the page shows nothing. */
  readonly prints?: string
}

export interface ExamplePage {
  readonly path: string
  readonly steps: readonly Step[]
  readonly needs: readonly string[]
  /** What the runner cannot make sense of; a block that nobody decided about, say. */
  readonly problems: readonly string[]
}

export function readPage(path: string, text: string): ExamplePage {
  const steps: Step[] = []
  const needs = new Set<string>()
  const problems: string[] = []
  let before: Command | undefined
  for (const fence of fencesOf(path, text)) {
    const { where, language, words, body } = fence
    for (const program of valueOf(words, 'needs')?.split(',') ?? []) needs.add(program)
    const name = valueOf(words, 'file')
    const command = language === 'sh' ? commandFrom(fence) : undefined
    if (name !== undefined) steps.push({ kind: 'file', where, name, text: body })
    else if (command !== undefined) steps.push(command)
    else if (language === 'text' && before !== undefined) {
      steps[steps.length - 1] = { ...before, prints: body }
    } else if (language === 'sh' && !words.includes('example'))
      problems.push(`${where}: ${UNMARKED}`)
    before = command
  }
  return { path, steps, needs: [...needs], problems }
}

interface Fence {
  readonly where: string
  readonly language: string
  readonly words: readonly string[]
  readonly body: string
}

function fencesOf(path: string, text: string): Fence[] {
  return [...text.matchAll(FENCE)].map((match) => {
    const [, language = '', info = '', body = ''] = match
    const line = text.slice(0, match.index).split('\n').length
    return { where: `${path}:${line}`, language, words: info.split(' '), body }
  })
}

function commandFrom({ where, words, body }: Fence): Command | undefined {
  const kind = words.find((word) => word === 'run' || word === 'serve')
  if (kind === undefined) return undefined
  const exitCode = Number(valueOf(words, 'exit') ?? 0)
  return { kind, where, script: body, exitCode }
}

function valueOf(words: readonly string[], key: string): string | undefined {
  return words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1)
}

const FENCE = /^```(\w*)([^\n]*)\n([\s\S]*?)^```$/gm
const UNMARKED = 'mark the block "sh run", "sh serve" or "sh example"'
