import { type LineProblemKind, readLines } from './file-lines.ts'

export type HtgroupProblemKind =
  | LineProblemKind
  | 'colon-missing'
  | 'name-missing'
  | 'name-unusable'
  | 'quote-open'

export interface HtgroupProblem {
  readonly kind: HtgroupProblemKind
  /** From 1. */
  readonly line: number
  readonly group?: string
}

export interface ParsedHtgroup {
  /** The groups of each user. */
  readonly groups: ReadonlyMap<string, readonly string[]>
  readonly problems: readonly HtgroupProblem[]
}

/**
 * Parses Apache's AuthGroupFile: `group: alice bob "Jane Doe"` per line, `#` comments, blank lines, a
 * backslash at the end to go on in the next line. A group may have several lines. Never throws: a line
 * that cannot be used is left out and reported.
 */
export function parseHtgroup(octets: Uint8Array): ParsedHtgroup {
  const groups = new Map<string, string[]>()
  let begun = ''
  const problems = readLines(octets, LINE_OCTETS_MAX, (text): GroupProblem | undefined => {
    if (text.endsWith('\\')) {
      begun += `${text.slice(0, -1)} `
      return undefined
    }
    const whole = begun + text
    begun = ''
    return readGroup(whole, groups)
  })
  // The file ends where it says that it goes on.
  const last = readGroup(begun, groups)
  if (last === undefined) return { groups, problems }
  const ends = octets.reduce((count, octet) => (octet === LF ? count + 1 : count), 0)
  const line = octets.at(-1) === LF ? ends : ends + 1
  return { groups, problems: [...problems, { ...last, line }] }
}

type GroupProblem = Omit<HtgroupProblem, 'line'>

function readGroup(line: string, groups: Map<string, string[]>): GroupProblem | undefined {
  const text = line.trim()
  if (text === '') return undefined
  const colon = text.indexOf(':')
  if (colon === -1) return { kind: 'colon-missing' }
  const group = text.slice(0, colon).trim()
  if (group === '') return { kind: 'name-missing' }
  if (CONTROL.test(group)) return { kind: 'name-unusable' }
  const members = membersOf(text.slice(colon + 1))
  if (members === undefined) return { kind: 'quote-open', group }
  for (const member of members) {
    const known = groups.get(member)
    if (known === undefined) groups.set(member, [group])
    else if (!known.includes(group)) known.push(group)
  }
  return undefined
}

/** Words, those with blanks in quotes, as Apache reads its directives; undefined when a quote stays open. */
function membersOf(text: string): readonly string[] | undefined {
  const members: string[] = []
  let rest = text.trim()
  while (rest !== '') {
    const quote = rest[0]
    const match = quote === '"' || quote === "'" ? QUOTED[quote].exec(rest) : WORD.exec(rest)
    if (match === null) return undefined
    const [whole, word = ''] = match
    members.push(quote === '"' || quote === "'" ? word.replace(/\\(["'\\])/g, '$1') : word)
    rest = rest.slice(whole.length).trimStart()
  }
  return members
}

const QUOTED = { '"': /^"((?:\\.|[^"\\])*)"/s, "'": /^'((?:\\.|[^'\\])*)'/s }
const WORD = /^(\S+)/
/** Thousands of members in one line; Apache itself stops at 8 KiB. */
const LINE_OCTETS_MAX = 262_144
const LF = 0x0a
const CONTROL = /\p{Cc}/u
