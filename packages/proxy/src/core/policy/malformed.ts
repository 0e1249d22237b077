/** Nothing is taken to mean what it might mean: whoever wrote it is told, and where it is wrong. */
export interface Malformed {
  readonly kind: 'malformed'
  /** Index of the character that is wrong, from 0. */
  readonly column: number
  /** What is wrong, as a sentence without a full stop. */
  readonly problem: string
}

export function malformed(column: number, problem: string): Malformed {
  return { kind: 'malformed', column, problem }
}
