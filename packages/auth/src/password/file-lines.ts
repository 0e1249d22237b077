/** What keeps a line, or a whole file of them, from being read at all. */
export type LineProblemKind =
  | 'not-text'
  | 'byte-order-mark'
  | 'line-too-long'
  | 'line-not-utf8'
  | 'too-many-problems'

export interface LineProblem<K extends string> {
  readonly kind: K | LineProblemKind
  /** From 1. */
  readonly line: number
}

/**
 * Reads a file of lines as `htpasswd` and `htdigest` write it: UTF-8, `#` comments, blank lines. Never
 * throws: a line that cannot be used is left out and reported.
 *
 * @param readLine given a line without the white space around it; returns what is wrong with it
 */
export function readLines<P extends { readonly kind: string }>(
  octets: Uint8Array,
  lineOctetsMax: number,
  readLine: (text: string) => P | undefined,
): readonly (LineProblem<never> | (P & { readonly line: number }))[] {
  const problems: (LineProblem<never> | (P & { readonly line: number }))[] = []
  const report = (problem: LineProblem<never> | (P & { readonly line: number })): void => {
    if (problems.length < PROBLEMS_MAX) problems.push(problem)
    else if (problems.length === PROBLEMS_MAX) {
      problems.push({ kind: 'too-many-problems', line: problem.line })
    }
  }
  if (octets.includes(0)) {
    // No line of a file with NUL can be trusted: it is UTF-16, or not a password file at all.
    const line = countLines(octets.subarray(0, octets.indexOf(0)))
    return [{ kind: 'not-text', line }]
  }
  let line = 0
  for (const ofLine of linesOf(octets)) {
    line++
    const isMarked = line === 1 && startsWithMark(ofLine)
    if (isMarked) report({ kind: 'byte-order-mark', line })
    const text = textOf(isMarked ? ofLine.subarray(MARK_OCTETS) : ofLine, lineOctetsMax)
    if (typeof text !== 'string') report({ ...text, line })
    else if (text !== '' && !text.startsWith('#')) {
      const problem = readLine(text)
      if (problem) report({ ...problem, line })
    }
  }
  return problems
}

function textOf(
  octets: Uint8Array,
  lineOctetsMax: number,
): string | { readonly kind: 'line-too-long' | 'line-not-utf8' } {
  if (octets.length > lineOctetsMax) return { kind: 'line-too-long' }
  return decode(octets)?.trim() ?? { kind: 'line-not-utf8' }
}

function* linesOf(octets: Uint8Array): Generator<Uint8Array, void, undefined> {
  let start = 0
  while (start < octets.length) {
    const end = octets.indexOf(LF, start)
    yield octets.subarray(start, end === -1 ? octets.length : end)
    start = end === -1 ? octets.length : end + 1
  }
}

function countLines(octets: Uint8Array): number {
  return octets.reduce((count, octet) => (octet === LF ? count + 1 : count), 1)
}

function startsWithMark(line: Uint8Array): boolean {
  return line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf
}

function decode(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch (error) {
    // `fatal` has no other way to say that the octets are not UTF-8.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const LF = 0x0a
const MARK_OCTETS = 3
const PROBLEMS_MAX = 100
