import type { Expectation } from './expected-message.ts'

/**
 * An exchange written down in Markdown: a heading per case with the ids of the rows it proves in
 * brackets, prose, and one fenced block per step. The opening fence says who does what:
 *
 *     client sends [, on a new connection] [, then ends | , then resets]
 *     origin sees [, in order] [, on a new connection | , on the same connection] [, then end]
 *     origin answers [, then ends | , then resets]
 *     client sees [, in order] [, then close | , then open]
 *     journal
 *
 * `then open` proves with one more exchange that the connection is still in step. A case whose
 * heading has `(in one packet)` means something else byte by byte.
 */
export interface Case {
  readonly name: string
  readonly rows: readonly string[]
  readonly steps: readonly Step[]
}

export type Step = Say | See | Journal

interface Where {
  readonly line: number
  readonly info: string
}

/** Somebody sends. */
export interface Say extends Where {
  readonly kind: 'client sends' | 'origin answers'
  readonly block: string
  readonly isNew: boolean
  readonly end: '' | 'ends' | 'resets'
}

/** Somebody must receive. */
export interface See extends Where {
  readonly kind: 'client sees' | 'origin sees'
  readonly expected: Expectation
  readonly on: '' | 'new' | 'same'
  readonly end: '' | 'close' | 'open'
}

/** What must be written down by now, one `key=value …` line per exchange. */
export interface Journal extends Where {
  readonly kind: 'journal'
  readonly block: string
}

/** The cases of a Markdown text; throws with the line number when a block cannot be understood. */
export function parseTranscript(text: string): Case[] {
  const cases: { name: string; rows: string[]; steps: Step[] }[] = []
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.startsWith('## ')) cases.push({ ...headingOf(line), steps: [] })
    if (!line.startsWith('```')) continue
    const end = lines.indexOf('```', at + 1)
    if (end < 0) throw new Error(`line ${at + 1}: this block does not end`)
    const block = lines.slice(at + 1, end).map((one) => `${one}\n`)
    const owner = cases.at(-1)
    if (!owner) throw new Error(`line ${at + 1}: a block before the first "## " heading`)
    owner.steps.push(stepOf(line.slice(3).trim(), block.join(''), at + 1))
    at = end
  }
  for (const { name, steps } of cases) {
    const proves = steps.some((step) => 'expected' in step)
    if (!proves) throw new Error(`"${name}" expects nothing: it needs a step that somebody sees`)
  }
  return cases
}

function headingOf(line: string): { name: string; rows: string[] } {
  const rows = [...line.matchAll(/\[([0-9]{4}-[^\]]+)\]/g)].map((found) => found[1] ?? '')
  return { name: line.slice(3).trim(), rows }
}

function stepOf(info: string, block: string, line: number): Step {
  const [kind, ...modifiers] = info.split(', ')
  const has = (modifier: string) => {
    const at = modifiers.indexOf(modifier)
    if (at >= 0) modifiers.splice(at, 1)
    return at >= 0
  }
  const step = stepOfKind(kind ?? '', has, block, { line, info })
  if (!step)
    throw new Error(`line ${line}: "${kind}" is no step; see transcript.ts for those there are`)
  if (modifiers.length > 0) throw new Error(`line ${line}: unknown "${modifiers.join(', ')}"`)
  return step
}

function stepOfKind(
  kind: string,
  has: (modifier: string) => boolean,
  block: string,
  where: Where,
): Step | undefined {
  if (kind === 'journal') return { ...where, kind, block }
  if (kind === 'client sends' || kind === 'origin answers') {
    const end = has('then ends') ? 'ends' : has('then resets') ? 'resets' : ''
    return { ...where, kind, block, isNew: has('on a new connection'), end }
  }
  if (kind !== 'client sees' && kind !== 'origin sees') return undefined
  const on = has('on a new connection') ? 'new' : has('on the same connection') ? 'same' : ''
  const end = has('then close') || has('then end') ? 'close' : has('then open') ? 'open' : ''
  return { ...where, kind, expected: { block, inOrder: has('in order') }, on, end }
}
