import { catalogueFor, type Language } from './catalogue/catalogue-for.ts'
import { cellWidth, cutEnd, cutMiddle, padCells } from './cell-width.ts'
import { formatDuration } from './duration.ts'
import type { Entry } from './entry.ts'
import { isFailure } from './fold.ts'

/** How the live view is to be written. */
export interface LiveView {
  /** Cells of the terminal; a line never takes more. */
  readonly columns: number
  readonly colour: boolean
  /** Of the time zone the time of day is shown in, east positive. */
  readonly offsetMinutes: number
  readonly language: Language
}

/**
 * One exchange on one line: time, status, method, user, duration, target, and where something is to
 * be said, the fault or how it ended. A first challenge is written dim: it is how signing in begins.
 */
export function oneLine(entry: Entry, view: LiveView): string {
  const parts = partsOf(entry, view)
  const clear = entry.outcome === 'challenged' ? { ...view, colour: false } : view
  const line = fitted(parts, entry, clear)
  return entry.outcome === 'challenged' && view.colour ? paint(line, DIM) : line
}

interface Parts {
  readonly time: string
  readonly status: string
  readonly method: string
  readonly target: string
  readonly user: string
  readonly duration: string
  readonly note: string
}

function partsOf(entry: Entry, view: LiveView): Parts {
  return {
    time: new Date(entry.time + view.offsetMinutes * 60_000).toISOString().slice(11, 19),
    status: entry.status === 0 ? '---' : String(entry.status),
    method: cutEnd(printable(entry.method) || '-', METHOD_CELLS),
    // Every target that is no tunnel's begins with it: the cells are worth more.
    target: printable(entry.target).replace(/^http:\/\//, '') || '-',
    user: cutEnd(printable(entry.user ?? '-'), USER_CELLS),
    duration: formatDuration(totalNs(entry)),
    note: noteOf(entry, view.language),
  }
}

/** What a reader would ask next; nothing for an exchange that went well. */
function noteOf(entry: Entry, language: Language): string {
  const catalogue = catalogueFor(language)
  if (entry.outcome === 'challenged') return catalogue.outcomes.challenged
  if (entry.fault !== undefined) {
    const note = `${entry.fault} ${catalogue.faults[entry.fault].title}`
    return entry.reason === undefined ? note : `${note} (${printable(entry.reason)})`
  }
  if (entry.outcome === 'relayed' && entry.status < 400) return ''
  return catalogue.outcomes[entry.outcome]
}

/**
 * Lays the parts out: what has a fixed width comes first, so that the eye runs down columns; target
 * and note share the rest. Narrow terminals lose the user, then the time.
 */
function fitted(parts: Parts, entry: Entry, view: LiveView): string {
  const colour = view.colour ? colourOf(entry) : undefined
  const time = view.columns < TIME_COLUMNS ? '' : `${parts.time} `
  const user = view.columns < USER_COLUMNS ? '' : `${padCells(parts.user, USER_CELLS)} `
  const method = padCells(parts.method, METHOD_CELLS)
  const middle = ` ${method} ${user}${parts.duration.padStart(DURATION_CELLS)}  `
  const free = view.columns - time.length - parts.status.length - cellWidth(middle)
  if (free < TARGET_CELLS_MIN) {
    return cutEnd(`${time}${parts.status} ${method} ${parts.target}`, view.columns)
  }
  const wanted = parts.note === '' ? 0 : GAP.length + cellWidth(parts.note)
  const share = Math.max(TARGET_CELLS_MIN, Math.floor(free * TARGET_SHARE), free - wanted)
  const target = cutMiddle(parts.target, share)
  const note = cutEnd(parts.note, free - cellWidth(target) - GAP.length)
  const start = `${time}${paint(parts.status, colour)}${middle}${target}`
  return note === '' ? start : `${start}${GAP}${paint(note, colour)}`
}

function colourOf(entry: Entry): number {
  return isFailure(entry) ? RED : (STATUS_COLOURS[Math.floor(entry.status / 100)] ?? RED)
}

function totalNs(entry: Entry): number {
  let total = 0
  for (const ns of Object.values(entry.phases)) total += ns
  return total
}

/** Entries are redacted when they are written, but a journal read back may have been edited. */
function printable(text: string): string {
  return text.replace(UNPRINTABLE, '?')
}

function paint(text: string, colour: number | undefined): string {
  if (colour === undefined) return text
  return `\x1b[${colour}m${text}\x1b[0m`
}

const DIM = 2
const RED = 31
const GREEN = 32
const YELLOW = 33
const CYAN = 36
const STATUS_COLOURS: readonly (number | undefined)[] = [RED, CYAN, GREEN, CYAN, YELLOW, RED]

const GAP = '  '
const METHOD_CELLS = 7
const USER_CELLS = 10
const DURATION_CELLS = 7
const TARGET_CELLS_MIN = 16
const TARGET_SHARE = 0.4
const TIME_COLUMNS = 60
const USER_COLUMNS = 70

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu
