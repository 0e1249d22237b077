import type { ExitCode } from './exit-code.ts'

/** Something the operator can mend. The message is one sentence: what, where, what to do. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, sentence: string, options?: { readonly cause?: unknown }) {
    super(sentence, options)
    this.exitCode = exitCode
  }
}
