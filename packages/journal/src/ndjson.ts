import type { Entry, Outcome } from './entry.ts'
import { FAULTS } from './fault-codes.ts'
import { PHASES } from './phase.ts'

/** Something in a line that is not as an entry has it. `field` is a dotted path, `''` for the line. */
export interface EntryProblem {
  readonly field: string
  readonly problem: string
}

/** A line read back. Without `value` the line is no entry; with problems the named fields were left out. */
export interface DecodedEntry {
  readonly value: Entry | undefined
  readonly problems: readonly EntryProblem[]
}

/** One entry as one line of JSON, without the line feed. For many on end there is `EntryEncoder`. */
export function encodeEntry(entry: Entry): string {
  return JSON.stringify(entry)
}

/**
 * Reads one line back. Never throws: journals are cut off by crashes and edited by people. Fields
 * that a later version added are passed over silently.
 */
export function decodeEntry(line: string): DecodedEntry {
  const parsed = parseObject(line)
  if (typeof parsed === 'string') {
    return { value: undefined, problems: [{ field: '', problem: parsed }] }
  }
  const problems: EntryProblem[] = []
  const value = checked(parsed, ENTRY, '', problems)
  return { value: value as Entry | undefined, problems }
}

function parseObject(line: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : 'the line is JSON, but not an object'
  } catch {
    return `the line is not JSON; it may have been cut off after ${line.length} characters`
  }
}

/** The known fields of an object that are right; `undefined` when one that must be there is not. */
function checked(
  object: Record<string, unknown>,
  shape: Shape,
  path: string,
  problems: EntryProblem[],
): Record<string, unknown> | undefined {
  const value: Record<string, unknown> = {}
  let isComplete = true
  for (const [name, rule] of Object.entries(shape)) {
    const found = Object.hasOwn(object, name)
      ? checkedField(object[name], rule.is, path + name, problems)
      : undefined
    if (found !== undefined) value[name] = found
    else if (rule.needed) {
      isComplete = false
      if (!Object.hasOwn(object, name)) problems.push({ field: path + name, problem: 'is missing' })
    }
  }
  return isComplete ? value : undefined
}

function checkedField(
  field: unknown,
  is: Check | Shape,
  path: string,
  problems: EntryProblem[],
): unknown {
  if (typeof is !== 'function') {
    if (isObject(field)) return checked(field, is, `${path}.`, problems)
    problems.push({ field: path, problem: 'is not an object' })
    return undefined
  }
  const expected = is(field)
  if (expected === '') return field
  problems.push({ field: path, problem: `is not ${expected}` })
  return undefined
}

/** Empty when the value is right, otherwise what it should have been. */
type Check = (value: unknown) => string
interface Rule {
  readonly is: Check | Shape
  readonly needed: boolean
}
interface Shape {
  readonly [field: string]: Rule
}

const text: Check = (value) => (typeof value === 'string' ? '' : 'text')
const flag: Check = (value) => (typeof value === 'boolean' ? '' : 'true or false')
const amount: Check = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? '' : 'a number from 0'
const status: Check = (value) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 999 ? '' : 'a status'
const outcome: Check = (value) =>
  typeof value === 'string' && Object.hasOwn(OUTCOMES, value) ? '' : 'an outcome'
const fault: Check = (value) =>
  typeof value === 'string' && Object.hasOwn(FAULTS, value) ? '' : 'a fault code of this version'

function needed(is: Check | Shape): Rule {
  return { is, needed: true }
}
function optional(is: Check | Shape): Rule {
  return { is, needed: false }
}
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const OUTCOMES: Record<Outcome, true> = {
  relayed: true,
  tunnelled: true,
  answered: true,
  challenged: true,
  refused: true,
  failed: true,
  aborted: true,
}

const ENTRY: Shape & { readonly [F in keyof Required<Entry>]: Rule } = {
  exchange: needed(text),
  time: needed(amount),
  client: needed(text),
  outcome: needed(outcome),
  status: needed(status),
  method: needed(text),
  target: needed(text),
  version: needed(text),
  user: optional(text),
  scheme: optional(text),
  reason: optional(text),
  fault: optional(fault),
  detail: optional(text),
  rule: optional(text),
  wouldRefuse: optional(text),
  route: optional(text),
  script: optional(text),
  parent: optional(text),
  nextHop: optional(text),
  reused: optional(flag),
  receivedStatus: optional(status),
  userAgent: optional(text),
  referer: optional(text),
  phases: needed(Object.fromEntries(PHASES.map((phase) => [phase, optional(amount)]))),
  bytes: needed({ fromClient: needed(amount), toClient: needed(amount) }),
}
