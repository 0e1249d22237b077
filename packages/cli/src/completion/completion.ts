import { SCHEMES } from '@hopwise/auth'
import { FAULTS } from '@hopwise/journal/fault-codes'
import { CONSTANT_LANGUAGES, ENTRIES } from '@hopwise/status/all'
import type { Surroundings } from '../surroundings.ts'
import { bashScript } from './bash-script.ts'
import { type CommandWords, commandWords, type Proposals } from './command-words.ts'
import { fishScript } from './fish-script.ts'
import { zshScript } from './zsh-script.ts'

export type Shell = keyof typeof SCRIPTS

/** A script that needs nothing but the shell: completing starts no process. */
export async function completionScript(shell: Shell, surroundings: Surroundings): Promise<string> {
  const { createProgram } = await import('../program.ts')
  const program = await createProgram(surroundings, () => {})
  return SCRIPTS[shell](commandWords(program, proposals()))
}

const SCRIPTS = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
} as const satisfies Record<string, (commands: readonly CommandWords[]) => string>

function proposals(): Proposals {
  const faults = Object.keys(FAULTS)
  return {
    explain: {
      '': [...explainable(), ...faults],
      '--code-in': CONSTANT_LANGUAGES.map(({ language }) => language),
    },
    codes: {
      '--class': ['1', '2', '3', '4', '5'],
      '--vendor': [...new Set(ENTRIES.map(({ source }) => source.source))],
      '--family': [...new Set(ENTRIES.map(({ source }) => source.family)), 'all'],
    },
    journal: { '--fault': faults },
    why: {
      '--method': ['CONNECT', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      '--scheme': [...SCHEMES.keys(), 'client-certificate', 'client-address'],
    },
  }
}

/** Codes and error names that a shell takes as one plain word. */
function explainable(): string[] {
  const words = ENTRIES.map(({ row }) => String(row.code))
  return [...new Set(words)].filter((word) => /^\w[\w.-]*$/.test(word) && word.length > 2)
}
