/**
 * How many cells of a terminal a text takes: East Asian and pictographic characters two, combining
 * marks none. An estimate, on the safe side: terminals differ, a line that wraps is worse.
 */
export function cellWidth(text: string): number {
  if (NARROW.test(text)) return text.length
  let cells = 0
  for (const character of text) cells += cellsOf(character)
  return cells
}

/** The text in at most `cells` cells, `…` for what was cut off at the end. */
export function cutEnd(text: string, cells: number): string {
  if (cellWidth(text) <= cells) return text
  return cells < 1 ? '' : `${firstCells(text, cells - 1)}…`
}

/** The text in at most `cells` cells, `…` for what was cut out of its middle. */
export function cutMiddle(text: string, cells: number): string {
  if (cellWidth(text) <= cells) return text
  if (cells < 3) return cutEnd(text, cells)
  const endCells = Math.floor((cells - 1) / 2)
  return `${firstCells(text, cells - 1 - endCells)}…${lastCells(text, endCells)}`
}

/** The text with spaces behind it, up to `cells` cells. */
export function padCells(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellWidth(text)))
}

function firstCells(text: string, cells: number): string {
  let kept = ''
  let taken = 0
  for (const character of text) {
    taken += cellsOf(character)
    if (taken > cells) break
    kept += character
  }
  return kept
}

function lastCells(text: string, cells: number): string {
  let kept = ''
  let taken = 0
  for (const character of [...text].reverse()) {
    taken += cellsOf(character)
    if (taken > cells) break
    kept = character + kept
  }
  return kept
}

function cellsOf(character: string): number {
  if (NO_CELL.test(character)) return 0
  return TWO_CELLS.test(character) ? 2 : 1
}

const NARROW = /^[ -~]*$/
const NO_CELL = /^\p{M}$/u
const TWO_CELLS =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]$/u
