/**
 * Shell blocks of documents as things to run. The info string says how:
 * - `sh run`: runs, and succeeds
 * - `sh serve`: starts a server that stays for the rest of the document
 * - `sh example`: is not run: somebody else's machine, a whole test run, a fresh clone
 * `docs/authentication` may say more in it (see `e2e/documents/example-page.ts`).
 * Comments at the start of a line, below a command, are its output: each must appear, in order; `…` is anything.
 */
import { place, type SourceFile } from './source-files.ts'

export interface Block {
  readonly where: string
  readonly mode: string
  readonly script: string
  readonly shown: readonly string[]
}

export function blocksOf(file: SourceFile): readonly Block[] {
  return [...file.text.matchAll(BLOCK)].map((match) => {
    const [, mode = '', script = ''] = match
    const [, afterCommand = ''] = /^[^#\n][^\n]*\n([\s\S]*)/m.exec(script) ?? []
    const shown = afterCommand.split('\n').filter((line) => line.startsWith('# '))
    const lines = shown.map((line) => line.slice(2))
    return { where: place(file, match.index), mode: mode.trim(), script, shown: lines }
  })
}

/** Blocks that nobody decided about. */
export function unmarked(blocks: readonly Block[]): readonly string[] {
  return blocks
    .filter(({ mode }) => !/^(?:run|serve|example|file=\S+)(?: |$)/.test(mode))
    .map(({ where }) => `${where}: mark the block "sh run", "sh serve" or "sh example"`)
}

/** The first shown line that the output does not have where it should, white space aside. */
export function missingLine(output: string, shown: readonly string[]): string | undefined {
  const plain = output.replaceAll(/\s+/g, ' ')
  let from = 0
  return shown.find((line) => {
    return line.split('…').some((part) => {
      const wanted = part.trim().replaceAll(/\s+/g, ' ')
      const at = plain.indexOf(wanted, from)
      if (at !== -1) from = at + wanted.length
      return at === -1
    })
  })
}

/** The same commands with another port than the documented one, which may be in use. */
export function onPort(script: string, port: number): string {
  return script
    .replaceAll('4070', String(port))
    .replace(/^npm start$/m, 'npm start --')
    .replace(
      /^(?:exec )?(npm start --(?!.*--listen).*|npx hopwise serve(?!.*--listen).*)$/m,
      (line) => `exec ${line} --listen 127.0.0.1:${port}`,
    )
}

const BLOCK = /^```sh([^\n]*)\n([\s\S]*?)^```$/gm
