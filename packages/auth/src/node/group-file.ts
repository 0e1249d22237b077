import type { Groups } from '../grouped-store.ts'
import { type HtgroupProblemKind, parseHtgroup } from '../password/htgroup.ts'
import { type FileProblem, type FollowOptions, followFile, type Reading } from './followed-file.ts'

/** A group file (Apache's AuthGroupFile), read again whenever it changes. */
export interface GroupFile extends Groups {
  readonly path: string
  problems(): readonly GroupFileProblem[]
  /** Tells of every later reading that changed the groups or the problems. */
  onReload(listener: () => void): void
  close(): void
}

/** Something about a group file that its owner should know. */
export interface GroupFileProblem {
  readonly kind: HtgroupProblemKind | 'file-unreadable' | 'writable-by-others'
  /** From 1; absent when it concerns the whole file. */
  readonly line?: number
  readonly group?: string
  readonly detail?: string
}

/** The file cannot serve as a group file at all. */
export class GroupFileError extends Error {
  override readonly name = 'GroupFileError'
  readonly path: string
  readonly problems: readonly GroupFileProblem[]

  constructor(path: string, problems: readonly GroupFileProblem[]) {
    super(problems.map((problem) => describeGroupFileProblem(path, problem)).join('\n'))
    this.path = path
    this.problems = problems
  }
}

/**
 * Opens a group file and keeps up with it. A later reading that fails as a whole leaves the groups as
 * they were and is a problem; an unusable line loses what it says, and nothing else.
 *
 * @throws {GroupFileError} when the first reading fails as a whole
 */
export async function openGroupFile(path: string, options?: FollowOptions): Promise<GroupFile> {
  const opened = await followFile(path, read, options)
  if (opened.kind === 'failed') throw new GroupFileError(path, ofConcern(opened.problems))
  const { file } = opened
  return {
    path,
    name: 'htgroup',
    version: () => file.version(),
    groupsOf: (user) => file.value().get(user) ?? [],
    problems: () => ofConcern(file.problems()),
    onReload: (listener) => file.onReload(listener),
    close: () => file.close(),
  }
}

/** One sentence for people: where, what, and what to do. */
export function describeGroupFileProblem(path: string, problem: GroupFileProblem): string {
  const { kind, line, group, detail = '' } = problem
  const where = line === undefined ? path : `${path}:${line}`
  const which = group === undefined ? '' : `group ${JSON.stringify(group)}: `
  return `${where}: ${which}${SENTENCES[kind].replace('{detail}', detail)}`
}

function read(
  octets: Uint8Array,
): Reading<ReadonlyMap<string, readonly string[]>, GroupFileProblem> {
  const { groups, problems } = parseHtgroup(octets)
  // Nobody being in any group could open what is closed to a group.
  if (groups.size === 0 && problems.length > 0) return { kind: 'failed', problems }
  return { kind: 'read', value: groups, problems }
}

/** Whoever can write it can put themselves into any group. That others read it gives away no secret. */
function ofConcern(
  problems: readonly (GroupFileProblem | FileProblem)[],
): readonly GroupFileProblem[] {
  return problems.filter(
    (problem): problem is GroupFileProblem => problem.kind !== 'readable-by-others',
  )
}

const SENTENCES: { readonly [K in GroupFileProblem['kind']]: string } = {
  'file-unreadable': 'the group file cannot be read: {detail}',
  'writable-by-others':
    'the group file is writable by others than its owner (mode {detail}); use `chmod go-w`',
  'not-text':
    'there is a NUL here, so this is not a group file or it is UTF-16; save it as plain UTF-8',
  'byte-order-mark':
    'the file begins with a byte order mark, which other servers take for a part of the first name; save it without',
  'line-too-long': 'the line is too long and is passed over; put some of its members into another',
  'line-not-utf8': 'the line is not UTF-8; save the file as UTF-8',
  'colon-missing': 'the line has no colon; write `group: user user`',
  'name-missing': 'there is no name before the colon; write `group: user user`',
  'name-unusable': 'the name of the group has a control character; remove it',
  'quote-open': 'a quotation mark is not closed; the line is passed over',
  'too-many-problems':
    'there are more problems from here on, which are not listed; correct those above first',
}
