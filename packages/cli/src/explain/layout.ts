import { cellWidth } from '@hopwise/journal/cell-width'
import { wrap } from '../journal/wrap.ts'
import { type Output, type Surroundings, wantsColour } from '../surroundings.ts'

/** What lines are made for. */
export interface View {
  readonly columns: number
  readonly colour: boolean
}

export type Fact = readonly [label: string, text: string]

/** A pipe is as wide as the terminals it will be read in; wide screens are hard to read on. */
export function viewOf(output: Output, env: Surroundings['env']): View {
  const columns = output.columns || COLUMNS_PIPED
  return {
    columns: Math.min(Math.max(columns, COLUMNS_MIN), COLUMNS_MAX),
    colour: wantsColour(output, env),
  }
}

/** Wrapped text, `indent` spaces in. */
export function paragraph(text: string, view: View, indent = 0): string[] {
  const lines = wrap(text, view.columns - indent).map((line) => ' '.repeat(indent) + line)
  return codeInColour(lines, view)
}

/** `1. …`, with the following lines under the text of the first. */
export function numbered(items: readonly string[], view: View): string[] {
  const width = String(items.length).length + 4
  return items.flatMap((item, index) =>
    hanging(`${String(index + 1).padStart(width - 2)}. `, item, view),
  )
}

/** `· …` with the following lines under the text of the first. */
export function bulleted(items: readonly string[], view: View, indent = 2): string[] {
  return items.flatMap((item) => hanging(`${' '.repeat(indent)}- `, item, view))
}

/** A column of labels and one of texts; where that is too narrow, each label above its text. */
export function facts(pairs: readonly Fact[], view: View): string[] {
  const width = Math.max(0, ...pairs.map(([label]) => cellWidth(label))) + 3
  if (view.columns - width < TEXT_MIN) {
    return pairs.flatMap(([label, text]) => [dim(label, view), ...paragraph(text, view, 2)])
  }
  return pairs.flatMap(([label, text]) =>
    wrap(text, view.columns - width).map(
      (line, index) =>
        dim((index === 0 ? label : '').padEnd(width), view) + codeInColour([line], view)[0],
    ),
  )
}

/** A section with its heading and an empty line above; nothing for nothing. */
export function section(heading: string, lines: readonly string[], view: View): string[] {
  return lines.length === 0
    ? []
    : ['', ...wrap(heading, view.columns).map((line) => bold(line, view)), ...lines]
}

export function bold(text: string, view: View): string {
  return view.colour ? `\x1b[1m${text}\x1b[0m` : text
}

export function dim(text: string, view: View): string {
  return view.colour && text.trim() !== '' ? `\x1b[2m${text}\x1b[0m` : text
}

function hanging(mark: string, text: string, view: View): string[] {
  const lines = wrap(text, view.columns - mark.length).map(
    (line, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + line,
  )
  return codeInColour(lines, view)
}

/** What stands between backticks may go over several lines; in colour the backticks go. */
function codeInColour(lines: readonly string[], { colour }: View): string[] {
  if (!colour) return [...lines]
  let isCode = false
  return lines.map((line) => {
    const painted = line.split('`').map((part, index) => {
      if (index > 0) isCode = !isCode
      return isCode && part !== '' ? part.replace(/\S.*$/, '\x1b[36m$&\x1b[0m') : part
    })
    return painted.join('')
  })
}

const COLUMNS_PIPED = 80
const COLUMNS_MIN = 30
const COLUMNS_MAX = 100
const TEXT_MIN = 28
