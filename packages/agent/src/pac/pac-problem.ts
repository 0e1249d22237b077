/** What kept a script, or a part of its answer, from being used. */
export type PacProblemCode =
  /** The file or the server did not give a script, and there is none that could be used still. */
  | 'SOURCE_UNAVAILABLE'
  /** The source did not give a new script; the one from before is used still. */
  | 'SOURCE_STALE'
  | 'SCRIPT_TOO_LARGE'
  /** The script cannot be read, or fails when it is run. */
  | 'SCRIPT_FAILED'
  | 'SCRIPT_WITHOUT_FUNCTION'
  | 'SCRIPT_TIMEOUT'
  | 'SCRIPT_OUT_OF_MEMORY'
  | 'TOO_MANY_NAMES'
  | 'ANSWER_NOT_TEXT'
  | 'ANSWER_TOO_LONG'
  | 'ANSWER_EMPTY'
  /** One entry of an answer that has others. */
  | 'ENTRY_MALFORMED'
  /** No entry of an answer can be used. */
  | 'ANSWER_UNUSABLE'

export interface PacProblem {
  readonly code: PacProblemCode
  /** A sentence without a full stop. Text of the script may be in it, bounded and without controls. */
  readonly detail: string
  /** The origin that was asked about; absent where it is about the script as a whole. */
  readonly origin?: string | undefined
}

/** No way is known, and none was declared for that case. */
export class PacError extends Error {
  override readonly name = 'PacError'
  readonly code: PacProblemCode
  readonly detail: string
  readonly origin: string | undefined

  constructor({ code, detail, origin }: PacProblem, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? {} : { cause })
    this.code = code
    this.detail = detail
    this.origin = origin
  }
}

/** What others wrote, fit to stand in a message: it ends, and has no controls. */
export function quoted(text: string): string {
  const short = text.length > QUOTED_MAX ? `${text.slice(0, QUOTED_MAX)}…` : text
  return short.replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, '�')
}

const QUOTED_MAX = 120
